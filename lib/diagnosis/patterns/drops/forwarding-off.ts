import { dropPattern, placeName } from '../../drop-pattern';
import type { Trace } from '../../trace';

/** A node that forwards nothing; it then does not answer for a gateway either (proxy ARP). */
export const forwardingOff = dropPattern(['not-forwarding', 'no-neighbour'], (trace) => {
  const where = trace.drop.code === 'not-forwarding' ? placeName(trace) : nodeOfPod(trace);
  const host = where === undefined ? undefined : trace.hostNamed(where);
  const { family } = trace.destination;
  if (host?.role !== 'node' || host.sysctls[switches[family]] === '1') return undefined;
  const onlyIpv6 = family === 'ipv6' && host.sysctls[switches.ipv4] === '1';
  return {
    key: host.name,
    cause: { code: 'forwarding-off', node: host.name, ...(onlyIpv6 && { family }) },
  };
});

const switches = { ipv4: 'ipv4/ip_forward', ipv6: 'ipv6/conf/all/forwarding' } as const;

function nodeOfPod({ host, from, to }: Trace): string | undefined {
  return host.role === 'pod' ? [from, to].find((endpoint) => endpoint.host === host.name)?.node : undefined;
}
