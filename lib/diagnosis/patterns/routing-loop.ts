import { dropPattern } from '../drop-pattern';

/** Nodes that send a packet to one another until its time to live runs out. */
export const routingLoop = dropPattern(['loop', 'martian-source'], ({ hops, target, range, destination }) => {
  const round = [
    ...new Set(
      hops.flatMap(({ host, decision, depth }) => (depth === 0 && decision.step === 'forward' ? [host] : [])),
    ),
  ];
  if (round.length === 0) return undefined;
  const { node } = target;
  return {
    key: node,
    cause: { code: 'route-wrong-node', round, range, node, destination: `${destination}` },
  };
});
