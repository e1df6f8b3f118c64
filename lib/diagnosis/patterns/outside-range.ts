import type { Pattern } from '../diagnosis';

/** Addresses that are not of the node's own share: nobody has a route that leads there. */
export const outsideRange: Pattern = ({ failures }) => {
  const outside = failures.filter(({ id, reason }) => id === 'address/unique' && reason?.includes('outside'));
  const first = outside[0];
  if (!first) return [];
  const ids = new Set(outside.map(({ from }) => from));
  return [
    {
      code: 'address-outside-range',
      cause: `${[...ids].slice(0, 3).join(', ')}${ids.size > 3 ? ' and others' : ''}: ${first.reason}. The other nodes' routes lead to the planned range, so that packets for these addresses go astray`,
      remedy: `Make the CNI hand out addresses of ${first.required.within} there: compare Node.spec.podCIDR with what the CNI was given (its IP pool, subnet.env or CiliumNode)`,
      failures: failures.filter(({ from, to }) => ids.has(from) || ids.has(to)),
    },
  ];
};
