import { dropPattern, placeName } from '../drop-pattern';

/** A tunnel device that does not know where a packet should go. */
export const forwardingEntry = dropPattern(['no-forwarding-entry'], (trace) => {
  const where = placeName(trace);
  const { node } = trace.target;
  const device = trace.hops.findLast(({ decision }) => decision.step === 'neighbour')?.link;
  return {
    key: `${where} ${node}`,
    cause: { code: 'forwarding-entry-missing', where, node, drop: trace.drop, device },
  };
});
