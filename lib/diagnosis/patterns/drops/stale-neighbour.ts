import { dropPattern, placeName } from '../../drop-pattern';

/** A frame for a MAC address that nobody has: an old neighbour entry, or a tunnel that ends at the wrong node. */
export const staleNeighbour = dropPattern(['unknown-mac'], (trace, _failure, { meant }) => {
  const { hops } = trace;
  const asked = hops.findLast(({ decision }) => decision.step === 'neighbour');
  const unwrapped = hops.findLastIndex(({ decision }) => decision.step === 'decapsulate');
  if (asked?.decision.step !== 'neighbour') return undefined;
  const { address, mac } = asked.decision;
  const wrapped = hops.findLast(({ decision }) => decision.step === 'encapsulate');
  const forwarding =
    wrapped?.link === undefined ? undefined : meant.forwarding(wrapped.host, wrapped.link, mac);
  const neighbour = meant.neighbour(asked.host, `${asked.link}`, `${address}`);
  if (unwrapped > hops.indexOf(asked) && wrapped?.link !== undefined)
    return {
      key: `${wrapped.host} ${mac}`,
      cause: {
        code: 'forwarding-entry-wrong',
        host: wrapped.host,
        link: wrapped.link,
        mac,
        where: placeName(trace),
        mend: forwarding && [forwarding],
      },
    };
  return {
    key: `${asked.host} ${address}`,
    cause: {
      code: 'neighbour-stale',
      host: asked.host,
      link: `${asked.link}`,
      address: `${address}`,
      mac,
      mend: neighbour && [neighbour],
    },
  };
});
