import { dropPattern, placeName } from '../../drop-pattern';
import type { Trace } from '../../trace';

/** A node that forwards nothing; it then does not answer for a gateway either (proxy ARP). */
export const forwardingOff = dropPattern(['not-forwarding', 'no-neighbour'], (trace) => {
  const where = trace.drop.code === 'not-forwarding' ? placeName(trace) : nodeOfPod(trace);
  const host = where === undefined ? undefined : trace.hostNamed(where);
  if (host?.role !== 'node' || host.sysctls['ipv4/ip_forward'] === '1') return undefined;
  return { key: host.name, cause: { code: 'forwarding-off', node: host.name } };
});

function nodeOfPod({ host, from, to }: Trace): string | undefined {
  return host.role === 'pod' ? [from, to].find((endpoint) => endpoint.host === host.name)?.node : undefined;
}
