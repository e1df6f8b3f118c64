import { nodeOf } from '../../../net';
import type { Pattern } from '../../diagnosis';

/** Addresses that are not of the node's own share: nobody has a route that leads there. */
export const outsideRange: Pattern = ({ failures }) => {
  const outside = failures.flatMap(({ from, why }) =>
    why?.code === 'address-outside' ? [{ from, address: why.address, within: why.within }] : [],
  );
  const [first] = outside;
  if (!first) return [];
  const { address, within } = first;
  const ids = new Set(outside.map(({ from }) => from));
  const nodes = new Set([...ids].map(nodeOf)); // whose own address in the range may be astray as well
  return [
    {
      cause: { code: 'address-outside-range', endpoints: [...ids], address, within },
      failures: failures.filter(({ from, to }) => nodes.has(nodeOf(from)) || nodes.has(nodeOf(to))),
    },
  ];
};
