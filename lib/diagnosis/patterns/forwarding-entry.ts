import { dropPattern, placeName } from '../drop-pattern';

/** A tunnel device that does not know where a packet should go. */
export const forwardingEntry = dropPattern(['no-forwarding-entry'], (trace) => {
  const where = placeName(trace);
  const asked = trace.hops.findLast(({ decision }) => decision.step === 'neighbour');
  const { target } = trace;
  const device = asked?.link ?? 'the tunnel device';
  return {
    code: 'forwarding-entry-missing',
    key: `${where} ${target.node}`,
    cause: `${trace.reason}: it does not know that ${target.node} is behind it`,
    remedy: `Add the entry on ${where} (bridge fdb append … dev ${device} dst ADDRESS-OF-${target.node.toUpperCase()}), and see why the CNI's agent there has not heard of ${target.node}`,
  };
});
