import type { Pattern } from '../diagnosis';

/** Packets leave the cluster with a source that nobody outside can answer to. */
export const unmasqueraded: Pattern = ({ failures }) => {
  const seen = failures.filter(({ why }) => why?.code === 'egress-source');
  const [first] = seen;
  if (!first) return [];
  const { from, to, why } = first;
  return [{ cause: { code: 'egress-not-masqueraded', seen: { from, to, why } }, failures: seen }];
};
