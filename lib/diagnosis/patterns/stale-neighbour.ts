import { dropPattern, placeName } from '../drop-pattern';

/** A frame for a MAC address that nobody has: an old neighbour entry, or a tunnel that ends at the wrong node. */
export const staleNeighbour = dropPattern(['unknown-mac'], (trace) => {
  const { hops } = trace;
  const asked = hops.findLast(({ decision }) => decision.step === 'neighbour');
  const unwrapped = hops.findLastIndex(({ decision }) => decision.step === 'decapsulate');
  if (asked?.decision.step !== 'neighbour') return undefined;
  const { address, mac } = asked.decision;
  const wrapped = hops.findLast(({ decision }) => decision.step === 'encapsulate');
  if (unwrapped > hops.indexOf(asked) && wrapped)
    return {
      code: 'forwarding-entry-wrong',
      key: `${wrapped.host} ${mac}`,
      cause: `${wrapped.link} of ${wrapped.host} sends packets for ${mac} to ${placeName(trace)}, which is not the node that has it`,
      remedy: `Correct the forwarding entry on ${wrapped.host}: bridge fdb replace ${mac} dev ${wrapped.link} dst …; see why the CNI's agent did not follow the node's move`,
    };
  return {
    code: 'neighbour-stale',
    key: `${asked.host} ${address}`,
    cause: `${asked.host} takes ${mac} for the MAC address of ${address} on ${asked.link}, and nobody there has it`,
    remedy: `Delete the stale entry on ${asked.host}: ip neigh del ${address} dev ${asked.link}`,
  };
});
