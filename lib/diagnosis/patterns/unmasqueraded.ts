import type { Pattern } from '../diagnosis';

/** Packets leave the cluster with a source that nobody outside can answer to. */
export const unmasqueraded: Pattern = ({ failures }) => {
  const seen = failures.filter(({ id, observed }) => id === 'egress/nat' && observed?.source !== undefined);
  const [first] = seen;
  if (!first) return [];
  return [
    {
      code: 'egress-not-masqueraded',
      cause: `Packets leave the cluster without their node's address: ${first.from} → ${first.to}: ${first.reason}`,
      remedy:
        'Have the CNI masquerade what leaves the pod network: in POSTROUTING of every node, a MASQUERADE rule for packets from the pod network to anywhere else',
      failures: seen,
    },
  ];
};
