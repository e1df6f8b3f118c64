import { dropPattern, placeName } from '../drop-pattern';

/** Wrapped packets arrive, and no device there takes them. */
export const tunnelMismatch = dropPattern(['no-tunnel'], (trace) => {
  const { hops, host, from, to } = trace;
  const wrapped = hops.findLast(({ decision }) => decision.step === 'encapsulate');
  const sends = wrapped?.host ?? '';
  const rewritten = hops
    .slice(0, wrapped && hops.indexOf(wrapped))
    .find(({ decision }) => decision.step === 'translate');
  if (rewritten?.decision.step === 'translate' && rewritten.decision.rule)
    return {
      code: 'source-translated',
      key: 'all',
      cause: `${rewritten.host} gives packets between pods the source ${rewritten.packet.source} ("${rewritten.decision.rule.comment}"), and ${placeName(trace)} takes only the pods' own addresses out of the tunnel`,
      remedy:
        'Exempt traffic inside the pod network from masquerading: a RETURN rule before the MASQUERADE rule',
    };
  const others = [from.node, to.node].filter((node) => node !== host.name);
  return {
    code: 'tunnel-mismatch',
    key: 'all',
    cause: `${trace.reason}: the tunnel devices of ${placeName(trace)} and ${sends || others.join(', ')} do not match (number or port)`,
    remedy: `Compare the two: ip -d link show type vxlan, on ${host.name} and ${sends}; give all nodes the same VNI and port`,
  };
});
