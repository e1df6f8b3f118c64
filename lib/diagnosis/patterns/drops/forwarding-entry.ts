import { dropPattern, placeName } from '../../drop-pattern';
import { askedFor } from '../../mend';

/** A tunnel device that does not know where a packet should go. */
export const forwardingEntry = dropPattern(['no-forwarding-entry'], (trace, _failure, { meant }) => {
  const where = placeName(trace);
  const { node } = trace.target;
  const device = trace.hops.findLast(({ decision }) => decision.step === 'neighbour')?.link;
  const asked = askedFor(trace.hops);
  const set = asked && meant.forwarding(asked.host, asked.link, asked.mac);
  return {
    key: `${where} ${node}`,
    cause: { code: 'forwarding-entry-missing', where, node, drop: trace.drop, device, mend: set && [set] },
  };
});
