/** What meets the needs, what does not and why, for a terminal. */
import { groupBy } from '../../base/lists';
import { wrapped } from '../../base/wrap';
import { counted, type Style } from '../style';
import { table } from '../table';
import { answerText } from './answer-text';
import { type Answer, type Choice, type DataPlaneAnswers, isMet, type ModeAnswers } from './choice';
import { rankingLines } from './ranking-lines';
import { type Placed, placesText, remarksOf } from './remarks';
import { Sources } from './sources';

/** A choice for a terminal. */
export function choiceText(choice: Choice, style: Style): string {
  const sources = new Sources();
  const text = [
    ...eligible(choice, style),
    ...whatToKnow(choice, sources, style),
    ...(choice.rankings.length > 0 ? [''] : []),
    ...choice.rankings.flatMap((ranking) => rankingLines(ranking, style)),
    ...excluded(choice, sources, style),
    ...sources.lines(style),
  ].join('\n');
  return wrapped(text, style.width);
}

function eligible({ modes, needs }: Choice, style: Style): string[] {
  const rows = modes.filter((mode) => mode.eligible);
  const title = `${style.strong('Eligible:')} ${rows.length || 'none'} of ${counted(modes.length, 'mode')}`;
  const wanted = needs.length > 0 ? `, for ${needs.join(', ')}` : '';
  const inPart = rows.map(needsInPart);
  const some = inPart.some((part) => part !== '');
  const head = ['CNI', 'MODE', 'DATA PLANE', ...(some ? ['IN PART'] : [])].map(style.dim);
  const cells = rows.map(({ cni, mode, dataPlanes }, i) => [
    ...[cni, mode, dataPlanes.filter(isEligible).map(nameOf).join(', ')],
    ...(some ? [style.warn(inPart[i]!)] : []),
  ]);
  return [`${title}${wanted}`, ...(rows.length > 0 ? [table(head, cells, { width: style.width })] : [])];
}

const isEligible = (one: DataPlaneAnswers) => one.eligible;
const nameOf = ({ dataPlane }: DataPlaneAnswers) => dataPlane;
const any = () => true;

function needsInPart({ dataPlanes }: ModeAnswers): string {
  const answers = dataPlanes.filter(isEligible).flatMap((one) => one.answers);
  const needs = answers.filter(({ standing }) => standing === 'partly').map(({ need }) => need);
  return [...new Set(needs)].join(', ');
}

/** What one should know of the eligible modes: conditions, limits, kernels. */
function whatToKnow(choice: Choice, sources: Sources, style: Style): string[] {
  const worthSaying = ({ standing, setting, note, least }: Answer) =>
    standing === 'partly' || (setting ?? note ?? least) !== undefined;
  const lines = [...byCni(choice.modes)].flatMap(([cni, list]) => {
    const found = remarkLines(cni, list, isEligible, worthSaying, sources);
    return found.length > 0 ? [`  ${cni}`, ...found] : [];
  });
  return lines.length > 0 ? ['', style.strong('What to know of them'), ...lines] : [];
}

/** Modes, and data planes of eligible ones. */
function excluded({ modes }: Choice, sources: Sources, style: Style): string[] {
  const out = modes.filter(({ dataPlanes }) => !dataPlanes.every(isEligible));
  if (out.length === 0) return [];
  const whole = out.filter((mode) => !mode.eligible).length;
  const rest = out.length - whole;
  const count = `${whole} of ${counted(modes.length, 'mode')}${rest > 0 ? `, and data planes of ${rest} more` : ''}`;
  const lines = [...byCni(out)].flatMap(([cni, list]) => [
    `  ${cni}: ${placesText(placesOf(list, isExcluded), placesOf(list, any))}`,
    ...(list.some(({ labOnly }) => labOnly)
      ? ['    exists in labs only, on no real cluster']
      : remarkLines(cni, list, isExcluded, isFailure, sources)),
  ]);
  return ['', `${style.strong('Excluded:')} ${count}`, ...lines];
}

const isExcluded = (one: DataPlaneAnswers) => !one.eligible;
const isFailure = (answer: Answer) => !isMet(answer);

const byCni = (modes: readonly ModeAnswers[]) => groupBy(modes, ({ cni }) => cni);

/** @param spokenOf the data planes that are spoken of, @param says the answers that are worth a line */
function remarkLines(
  cni: string,
  modes: readonly ModeAnswers[],
  spokenOf: (one: DataPlaneAnswers) => boolean,
  says: (answer: Answer) => boolean,
  sources: Sources,
): string[] {
  const places = placesOf(modes, spokenOf);
  const placed: Placed[] = places.flatMap(({ answers, ...place }) =>
    answers.filter(says).map((answer) => ({ ...place, answer })),
  );
  return remarksOf(placed, places).map(
    ({ answer, where }) =>
      `    ${answer.need}${where ? ` (${where})` : ''}: ${answerText(answer)}${sources.mark(answer, cni)}`,
  );
}

function placesOf(modes: readonly ModeAnswers[], spokenOf: (one: DataPlaneAnswers) => boolean) {
  return modes.flatMap(({ mode, dataPlanes }) =>
    dataPlanes.filter(spokenOf).map(({ dataPlane, answers }) => ({ mode, dataPlane, answers })),
  );
}
