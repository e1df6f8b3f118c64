import { dropPattern } from '../drop-pattern';

/** Nodes that send a packet to one another until its time to live runs out. */
export const routingLoop = dropPattern(['loop', 'martian-source'], ({ hops, to, from, destination }) => {
  const target = `${destination}` === `${to.address[destination.family]}` ? to : from;
  const round = [
    ...new Set(
      hops.flatMap(({ host, decision, depth }) => (depth === 0 && decision.step === 'forward' ? [host] : [])),
    ),
  ];
  if (round.length === 0) return undefined;
  const range = target.within[destination.family];
  return {
    code: 'route-wrong-node',
    key: target.node,
    cause: `${[...round].sort().join(' and ')} send packets for ${range} to one another in a loop; the range belongs to ${target.node}`,
    remedy: `Make the route to ${range} on ${round.join(' and ')} lead to ${target.node}: testbed exec ${round[0]} -- ip route get ${destination}`,
  };
});
