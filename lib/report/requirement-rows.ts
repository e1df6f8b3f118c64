import { checkKinds, type Requirement, requirementText } from '../check';
import type { Counts, Results } from '../results';

const order: readonly Requirement[] = [1, 2, 3, 0, 'base'];

/** A requirement with its counts. */
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
  const own = checkKinds.filter(({ requirement, ownRow }) => requirement === undefined || ownRow);
  const known = new Set(checkKinds.map(({ id }) => id));
  const unknown = Object.keys(summary.byKind).filter((id) => !known.has(id)); // another version's
  const others = [...own, ...unknown.map((id) => ({ id, title: id }))].map(({ id, title }) => ({
    number: '',
    text: title,
    counts: summary.byKind[id],
  }));
  return [...numbered, ...others].flatMap(({ counts, ...row }) => (counts ? [{ ...row, counts }] : []));
}
