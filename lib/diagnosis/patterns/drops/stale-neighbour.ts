import { dropPattern, placeName } from '../../drop-pattern';

/** A frame for a MAC address that nobody has: an old neighbour entry, or a tunnel that ends at the wrong node. */
export const staleNeighbour = dropPattern(['unknown-mac'], (trace, _failure, { meant }) => {
  const { hops } = trace;
  const asked = hops.findLast(({ decision }) => decision.step === 'neighbour');
  const unwrapped = hops.findLastIndex(({ decision }) => decision.step === 'decapsulate');
  if (asked?.decision.step !== 'neighbour') return undefined;
  const { address, mac } = asked.decision;
  const wrapped = hops.findLast(({ decision }) => decision.step === 'encapsulate');
  if (unwrapped > hops.indexOf(asked) && wrapped?.link !== undefined && trace.drop.code === 'unknown-mac') {
    const { host, link } = wrapped;
    const inner = trace.drop.mac; // what was asked for last is the address of the tunnel's end
    const told = hops.findLast(({ decision }) => decision.step === 'neighbour' && decision.mac === inner);
    const changed = meant.mac(trace.host, inner);
    if (changed && told?.decision.step === 'neighbour') {
      const cause = {
        code: 'neighbour-stale',
        host: told.host,
        link: `${told.link}`,
        address: `${told.decision.address}`,
        mac: inner,
        mend: [changed],
      } as const;
      return { key: `${host} ${inner}`, cause };
    }
    const set = meant.forwarding(host, link, inner);
    return {
      key: `${host} ${inner}`,
      cause: {
        code: 'forwarding-entry-wrong',
        host,
        link,
        mac: inner,
        where: placeName(trace),
        mend: set && [set],
      },
    };
  }
  const neighbour = meant.neighbour(asked.host, `${asked.link}`, `${address}`);
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
