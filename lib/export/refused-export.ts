import type { Problem } from '../plan';
import type { PreparedExport } from './export';

/** An export that comes to nothing else than what is wrong. */
export function refusedExport(problems: readonly Problem[], notes: readonly string[]): PreparedExport {
  return { problems, notes, ranges: [], files: () => ({}), next: () => [] };
}
