import { dropPattern, placeName } from '../drop-pattern';

/** Wrapped packets arrive, and no device there takes them. */
export const tunnelMismatch = dropPattern(['no-tunnel'], (trace) => {
  const { hops, host, from, to } = trace;
  const wrapped = hops.findLast(({ decision }) => decision.step === 'encapsulate');
  const sends = wrapped?.host ?? '';
  const others = [from.node, to.node].filter((node) => node !== host.name);
  return {
    code: 'tunnel-mismatch',
    key: 'all',
    cause: `${trace.reason}: the tunnel devices of ${placeName(trace)} and ${sends || others.join(', ')} do not match (number or port)`,
    remedy: `Compare the two: ip -d link show type vxlan, on ${host.name} and ${sends}; give all nodes the same VNI and port`,
  };
});
