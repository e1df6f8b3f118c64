/** A server that is measured with, on one network of a node. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Family } from '../../net';
import { nodeId, podId, podName } from '../../net/endpoint-id';
import { measurePort } from '../../net/protocol';
import { serveMeasuring } from '../../prober/measure';
import { leastBusy } from '../../prober/measure/job/quiet';
import { measureReportSchema, type ServerReport } from '../../prober/measure/job/report';
import type { JobNetwork } from '../../prober/measure/job/steps';
import { interfaces } from '../../prober/questions/interfaces';
import { type OwnPlace, ownEndpoint } from '../../prober/questions/own-place';
import type { NetworkInterface } from '../../prober/questions/report';
import { routeMtu } from '../../prober/questions/route-mtu';

/** Where kube-proxy says what it programs, unless it is configured otherwise. */
const proxyMode = 'http://127.0.0.1:10249/proxyMode';

/**
 * Serves until it is ended, and writes one line about where it does.
 * @param readyFile is written after that
 * @param more ports besides, where a policy lets nobody in
 * @throws Error where an address cannot be listened on
 */
export async function serveMeasured(
  network: JobNetwork,
  place: OwnPlace,
  readyFile: string | undefined,
  more: readonly number[],
  write: (line: ServerReport) => void,
): Promise<void> {
  const program = process.argv[1]!;
  const id = network === 'node' ? nodeId(place.node) : podId(podName(place.node, 0));
  const endpoint = ownEndpoint(id, place.ips);
  const families = Object.keys(endpoint.address) as Family[];
  const ports = [measurePort, ...more];
  await Promise.all(
    families.flatMap((family) => ports.map((port) => serveMeasuring(endpoint, family, port, program))),
  );
  const devices = interfaces();
  write({
    ...{ report: 'server', schema: measureReportSchema, network, node: place.node },
    ...{ interfaces: devices, runtime: process.version },
    ...(network === 'pod' ? { routeMtu: await routeToNode(place, devices) } : {}),
    processors: `${cpus().length} × ${cpus()[0]?.model.trim() || 'unknown'}`,
    congestionControl: textOf('/proc/sys/net/ipv4/tcp_congestion_control'),
    governor: textOf('/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor'),
    ...(network === 'node' ? { proxyMode: await askedProxy(), busy: await leastBusy() } : {}),
  });
  if (readyFile) writeFileSync(readyFile, '');
  const end = () => process.exit(0);
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

/** To the pod's own node: packets to other nodes take the same route out of a pod. */
async function routeToNode(
  { hostIp, ips }: OwnPlace,
  devices: readonly NetworkInterface[],
): Promise<number | undefined> {
  const own = devices.find(({ addresses }) => addresses.some((one) => ips.includes(one)));
  return hostIp === undefined || own?.mtu === undefined ? undefined : routeMtu(hostIp, own.mtu);
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}

/** In a word; undefined where nobody says it. */
async function askedProxy(): Promise<string | undefined> {
  try {
    const answer = await fetch(proxyMode, { signal: AbortSignal.timeout(1000) });
    return /^\w{1,20}$/.exec((await answer.text()).trim())?.[0];
  } catch {
    return undefined;
  }
}
