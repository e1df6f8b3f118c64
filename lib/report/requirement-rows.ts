import type { Requirement } from '../check';
import { type Counts, kindText, type Results, requirementText } from '../results';

const order: readonly Requirement[] = [1, 2, 3, 0, 'base'];

export interface RequirementRow {
  /** Number of a requirement of Kubernetes; empty for what only stands beside them. */
  readonly number: string;
  readonly text: string;
  readonly counts: Counts;
}

/** What was asked of the network, in the order in which every report shows it: the requirements, then the other kinds. */
export function requirementRows({ summary }: Results): RequirementRow[] {
  const numbered = order.map((key) => ({
    number: typeof key === 'number' && key > 0 ? `${key}` : '',
    text: requirementText[key],
    counts: summary.byRequirement[key],
  }));
  const others = Object.entries(kindText).map(([kind, text]) => ({
    number: '',
    text,
    counts: summary.byKind[kind],
  }));
  return [...numbered, ...others].flatMap(({ counts, ...row }) => (counts ? [{ ...row, counts }] : []));
}
