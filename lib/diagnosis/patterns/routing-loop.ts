import { dropPattern } from '../drop-pattern';

/** Nodes that send a packet to one another until its time to live runs out. */
export const routingLoop = dropPattern(['loop', 'martian-source'], ({ hops, target, range, destination }) => {
  const round = [
    ...new Set(
      hops.flatMap(({ host, decision, depth }) => (depth === 0 && decision.step === 'forward' ? [host] : [])),
    ),
  ];
  if (round.length === 0) return undefined;
  return {
    code: 'route-wrong-node',
    key: target.node,
    cause: `${[...round].sort().join(' and ')} send packets for ${range} to one another in a loop; the range belongs to ${target.node}`,
    remedy: `Make the route to ${range} on ${round.join(' and ')} lead to ${target.node}; on ${round[0]}: ip route get ${destination}`,
  };
});
