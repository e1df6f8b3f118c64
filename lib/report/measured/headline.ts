/** What was found, a sentence a figure: who adds least, and how far the others are from it. */
import { groupBy } from '../../base/lists';
import {
  comparedFigures,
  type Difference,
  type Figure,
  type Figures,
  previewBelow,
  type Standing,
  standings,
} from '../../measure';
import { counted } from '../style';
import { baselineWords, figureName, isOnOneNode } from './names';
import { plainText, type Sentence, say } from './sentence';
import { addedSizeShown, baselineShown, differenceShown, marginShown, valueShown } from './shown';
import { controlWords, type Leaning, leaningOf, signOf, verdictWords } from './verdict-words';

/** Subjects that stand alike to the one that is ahead. */
export interface Clause {
  readonly subjects: readonly string[];
  readonly leaning: Leaning;
  readonly sign: string;
  readonly words: Sentence;
}

/** What is said of one figure. */
export interface Finding {
  readonly figure: Figure;
  readonly title: string;
  /** Blocks, where they are so few that all this is a preview. */
  readonly preview?: number;
  readonly leaning: Leaning;
  readonly lead: Sentence;
  /** The other subjects against the one that the lead names. */
  readonly others: readonly Clause[];
}

/** Of every figure that compares anything, but for ways that stay on one node: those are in the tables. */
export function findings(figures: Figures): Finding[] {
  return comparedFigures(figures)
    .filter((figure) => !isOnOneNode(figure))
    .flatMap((figure) => findingOf(figures, figure) ?? []);
}

/** What is said of one figure; undefined where nobody has a value of it. */
export function findingOf(figures: Figures, figure: Figure): Finding | undefined {
  const groups = standings(figures, figure);
  const [best, ...others] = groups.flat();
  const standing = best === undefined ? undefined : figures.standing(best, figure);
  if (best === undefined || !standing) return undefined;
  const over = figures.overBaseline(best, figure);
  const against = others.flatMap((other) => figures.between(other, best, figure) ?? []);
  const judged = against.length > 0 ? against : over ? [over] : [];
  const head = { figure, title: figureName(figure, figures) };
  if (judged.every(({ verdict }) => verdict.code === 'too-few-blocks'))
    return { ...head, leaning: 'void', lead: tooFew(standing), others: [] };
  const preview = judged.some((one) => one.preview) ? judged[0]!.difference.blocks : undefined;
  const said = { ...head, ...(preview === undefined ? {} : { preview }) };
  if (against.length === 0)
    return { ...said, leaning: leaningOf(over!), lead: say`${best} ${costs(standing, over!)}`, others: [] };
  const all = unanimous(against);
  if (all) return { ...said, leaning: 'void', lead: all, others: [] };
  const lead =
    groups.length === 1
      ? say`none is ahead: ${best} ${costs(standing, over)}`
      : say`${place(figure)} ${best}, which ${costs(standing, over)}`;
  return { ...said, leaning: groups.length === 1 ? 'same' : 'better', lead, others: clauses(against) };
}

function tooFew({ value }: Standing): Sentence {
  const are = value.blocks === 1 ? 'is' : 'are';
  return say`${counted(value.blocks, 'block')} ${are} too few for verdicts: 6 give a preview, ${previewBelow} verdicts`;
}

/** How the first of all is introduced. */
function place({ metric }: Figure): string {
  return metric.better === 'lower' ? 'least with' : 'most with';
}

/** What holds for every comparison, where it leaves nothing to compare. */
function unanimous(against: readonly Difference[]): Sentence | undefined {
  const codes = new Set(against.map(({ verdict }) => verdict.code));
  if (codes.size > 1) return undefined;
  const alike = new Set(against.map((one) => plainText(controlWords(one)))).size === 1;
  if (codes.has('withdrawn') && alike) return say`withdrawn: ${controlWords(against[0]!)}`;
  if (codes.has('line-rate'))
    return say`line rate: all bring what the wire takes, which ranks nothing; compare the CPU time per GB`;
  return undefined;
}

/** What a subject costs over its baseline, behind its name. */
function costs(standing: Standing, over: Difference | undefined): Sentence {
  if (!over) return say`has no baseline in these blocks`;
  const { figure, verdict } = over;
  const base = say`the ${baselineShown(figure, standing)} ${baselineWords(figure)}`;
  const own = valueShown(figure, standing);
  switch (verdict.code) {
    case 'differs':
    case 'differs-too-little': {
      const little = verdict.code === 'differs' ? '' : ', too little to matter';
      const percent = say`(${differenceShown(over)}${little})`;
      if (!figure.metric.relative) return say`has ${own}, to ${base} ${percent}`;
      if (figure.metric.better === 'higher') return say`brings ${own} of ${base} ${percent}`;
      const size = addedSizeShown(figure, standing);
      return (standing.added?.value ?? 0) < 0
        ? say`takes ${size} less than ${base} ${percent}`
        : say`adds ${size} to ${base} ${percent}`;
    }
    case 'same-within':
      return say`has ${own}, the same as ${base} within ${marginShown(over)}`;
    case 'line-rate':
      return say`has ${own} of ${base}, which is what the wire takes`;
    default:
      return say`has ${own}, to ${base}: ${verdictWords(over)}`;
  }
}

/** Those of whom the same is said, together; each that differs stands by itself. */
function clauses(against: readonly Difference[]): Clause[] {
  const groups = groupBy(against, (one) => {
    const { code } = one.verdict;
    return code === 'differs' || code === 'differs-too-little' || code === 'none-shown'
      ? one.a
      : plainText(verdictWords(one));
  });
  return [...groups.values()].map((group) => ({
    subjects: group.map(({ a }) => a),
    leaning: leaningOf(group[0]!),
    sign: signOf(group[0]!),
    words: verdictWords(group[0]!),
  }));
}
