/** What else has to be known of figures: controls, drifts, guards, chance, what failed and what is absent. */
import { addTo, groupBy } from '../../base/lists';
import { failureText } from '../../check';
import {
  comparedFigures,
  comparisonsIn,
  type Drift,
  drifts,
  type FailedSamples,
  type Figures,
  failedSamples,
  figureKey,
  isChief,
  type SharedControl,
  sharedControl,
  type Unmeasurable,
} from '../../measure';
import { counted } from '../style';
import { guardText } from './guard-text';
import { figureName, metricNames, pathNames } from './names';
import { differenceText, fixed } from './numbers';
import { joinedBy, type Sentence, say } from './sentence';
import { controlShown } from './shown';

/** A remark with the word that it begins with. */
export interface Remark {
  readonly label: string;
  /** Whether it makes numbers doubtful. */
  readonly doubt: boolean;
  readonly words: Sentence;
}

/** All of them, the weightiest first. */
export function remarks(figures: Figures): Remark[] {
  const { guards, notes, subjects } = figures.measurements;
  const doubt = (label: string) => (words: Sentence) => ({ label, words, doubt: true });
  const fact = (label: string) => (words: Sentence) => ({ label, words, doubt: false });
  const standIns = subjects.map(({ standIn }) => standIn);
  return [
    ...guards.map((guard) => doubt('Guard')([guardText(guard)])),
    ...failures(figures).map(doubt('Failed')),
    ...setAside(figures).map(doubt('Set aside')),
    ...unmeasurable(figures).map(fact('Not measurable here')),
    ...control(figures).map(fact('A/A control')),
    ...driftNotes(figures).map(doubt('Drift')),
    ...chance(figures).map(fact('Chance')),
    ...absent(figures).map(fact('Not measured')),
    ...notes.filter((note) => !standIns.includes(note)).map((note) => fact('Note')([note])),
  ];
}

const reasons: Readonly<Record<Unmeasurable, string>> = {
  'one-kernel':
    'all nodes share one kernel and its processors, and there is no wire: rates say how busy the machine is',
};

/** Metrics that say nothing on this target, once a reason. */
function unmeasurable(figures: Figures): Sentence[] {
  const byReason = new Map<Unmeasurable, string[]>();
  for (const figure of figures.all) {
    const reason = figures.unmeasurable(figure);
    const name = metricNames[figure.metric.id];
    if (reason && !byReason.get(reason)?.includes(name)) addTo(byReason, reason, name);
  }
  return [...byReason].map(([reason, names]) => [`${names.join(', ')}, because ${reasons[reason]}`]);
}

/** What was measured twice, how far that differs by itself, figure by figure. */
function control(figures: Figures): Sentence[] {
  const shown = comparedFigures(figures)
    .filter(isChief)
    .flatMap((figure) => {
      const found = sharedControl(figures, figure);
      if (!found) return [];
      const tooMuch = found.fails ? ', which is too much' : '';
      const which = found.ofSeveral > 1 ? ` (${found.of.join(' and ')})` : '';
      return [say`${lowered(figureName(figure, figures))} ${controlShown(found, figure)}${which}${tooMuch}`];
    });
  const first = comparedFigures(figures).flatMap((figure) => sharedControl(figures, figure) ?? [])[0];
  return first && shown.length > 0 ? [say`${controlName(first)} by ${joinedBy('; ', shown)}`] : [];
}

function controlName({ kind, of: [a, b], ofSeveral }: SharedControl): string {
  if (ofSeveral > 1) return `of ${ofSeveral} pairs of host networks, those that differ most do so`;
  if (kind === 'repeated') return `${b}, measured twice, differs from itself`;
  if (kind === 'halves') return `the host network of ${a}, twice in each block, differs from itself`;
  return `the host networks of ${a} and ${b} differ`;
}

/** Host networks that moved, in one sentence: turns take it out. */
function driftNotes(figures: Figures): Sentence[] {
  const total = figures.measurements.subjects.length;
  const moved = [...groupBy(drifts(figures), ({ figure }) => figureKey(figure)).values()].map((group) => {
    const [{ figure, subject }] = group as [Drift];
    const rises = group.map(({ rise }) => rise).sort((one, other) => one - other);
    const span = [
      ...new Set([rises[0]!, rises.at(-1)!].map((rise) => differenceText({ value: rise }, true))),
    ];
    const who = total === 1 ? '' : group.length === 1 ? ` (${subject})` : ` (${group.length} of ${total})`;
    return [`${lowered(figureName(figure, figures))} ${span.join(' to ')}${who}`];
  });
  if (moved.length === 0) return [];
  return [
    say`host networks moved from the first round to the last, which taking turns makes up for: ${joinedBy('; ', moved)}`,
  ];
}

function chance(figures: Figures): Sentence[] {
  const { count, byChance } = comparisonsIn(figures);
  if (count < 2) return [];
  const made = { text: count.toLocaleString('en-US'), of: ['comparisons'] };
  const alone = { text: fixed(byChance, byChance < 10 ? 1 : 0), of: ['by-chance'] };
  return [say`${made} comparisons were made, of which about ${alone} would differ by chance alone`];
}

function failures({ measurements }: Figures): Sentence[] {
  return failedSamples(measurements).map(({ subject, path, work, failure, count, of }) => [
    `${subject}, ${work} ${pathNames[path]}: ${count} of ${counted(of, 'measurement')}: ${whyFailed(failure)}`,
  ]);
}

function setAside({ measurements }: Figures): Sentence[] {
  const blocks = measurements.blocks.filter(({ setAside: aside }) => aside !== undefined);
  return [...groupBy(blocks, ({ subject, setAside: aside }) => `${subject} ${aside!.code}`).values()].map(
    (group) => {
      const [{ subject, setAside: aside }] = group as [(typeof blocks)[number]];
      const why = {
        starved: 'clients waited for a processor',
        stolen: 'the hypervisor took processors away',
      };
      return [`${counted(group.length, 'block')} of ${subject}, and measured again, as ${why[aside!.code]}`];
    },
  );
}

function whyFailed(failure: FailedSamples['failure']): string {
  return failure.code === 'other-server' ? `${failure.id} answered in its place` : failureText(failure);
}

/** Modes that were not measured, once a reason. */
function absent({ measurements }: Figures): Sentence[] {
  const groups = groupBy(measurements.absent, ({ reason }) => reason);
  return [...groups].map(([reason, of]) => [
    `${of.map(({ cni, mode }) => `${cni} ${mode}`).join(', ')}: ${reason}`,
  ]);
}

/** Not of abbreviations. */
const lowered = (name: string) =>
  /^[A-Z]{2}/.test(name) ? name : `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
