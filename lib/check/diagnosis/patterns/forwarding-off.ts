import { dropPattern, placeName } from '../drop-pattern';

/** A node that passes nothing on. */
export const forwardingOff = dropPattern(['not-forwarding'], (trace) => {
  const where = placeName(trace);
  if (trace.host.role !== 'node') return undefined;
  return {
    code: 'forwarding-off',
    key: where,
    cause: `${where} passes no packets on: ip_forward is off, so that nothing gets from its pods to the network or back`,
    remedy: `sysctl -w net.ipv4.ip_forward=1 on ${where}, and keep it in /etc/sysctl.d`,
  };
});
