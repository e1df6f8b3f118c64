import { dropPattern, placeName } from '../drop-pattern';
import type { Trace } from '../trace';

/** A node that passes nothing on; it then does not answer for a gateway either (proxy ARP). */
export const forwardingOff = dropPattern(['not-forwarding', 'no-neighbour'], (trace) => {
  const where = trace.code === 'not-forwarding' ? placeName(trace) : nodeOfPod(trace);
  const host = where === undefined ? undefined : trace.hostNamed(where);
  if (host?.role !== 'node' || host.sysctls['ipv4/ip_forward'] === '1') return undefined;
  return {
    code: 'forwarding-off',
    key: host.name,
    cause: `${where} passes no packets on: ip_forward is off, so that nothing gets from its pods to the network or back`,
    remedy: `sysctl -w net.ipv4.ip_forward=1 on ${where}, and keep it in /etc/sysctl.d`,
  };
});

function nodeOfPod({ host, from, to }: Trace): string | undefined {
  return host.role === 'pod' ? [from, to].find((endpoint) => endpoint.host === host.name)?.node : undefined;
}
