import { dropPattern } from '../../drop-pattern';

/** Nodes that send a packet to one another until its time to live runs out. */
export const routingLoop = dropPattern(
  ['loop', 'martian-source'],
  ({ hops, target, range, destination, hostNamed }, _failure, { meant }) => {
    const round = [
      ...new Set(
        hops.flatMap(({ host, decision, depth }) =>
          depth === 0 && decision.step === 'forward' ? [host] : [],
        ),
      ),
    ];
    if (round.length === 0) return undefined;
    const { node } = target;
    const mend = round.flatMap((name) => {
      const host = hostNamed(name);
      return host ? meant.routes(host, name, destination) : [];
    });
    return {
      key: node,
      cause: {
        code: 'route-wrong-node',
        round,
        range,
        node,
        destination: `${destination}`,
        ...(mend.length > 0 && { mend }),
      },
    };
  },
);
