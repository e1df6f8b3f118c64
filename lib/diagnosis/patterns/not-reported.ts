import type { Pattern } from '../diagnosis';

/** Answers that a Job did not give: nothing is known of the network there. */
export const notReported: Pattern = ({ failures }) => {
  const silent = failures.filter(({ why }) => why?.code === 'not-reported');
  if (silent.length === 0) return [];
  return [{ cause: { code: 'not-reported', checks: silent.length }, failures: silent }];
};
