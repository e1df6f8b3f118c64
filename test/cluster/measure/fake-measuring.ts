/** What servers and Jobs of a measured cluster write, where all is well. */
import { networkOf } from '../../../lib/cluster/measure/job-steps';
import { turnJobName } from '../../../lib/cluster/measure/manifests/jobs';
import { serverKinds, serverName } from '../../../lib/cluster/measure/manifests/servers';
import { startJobName } from '../../../lib/cluster/measure/manifests/starts';
import { type BlockContents, type NodePair, stepsOf } from '../../../lib/measure';
import { keptQuantiles } from '../../../lib/prober/measure';
import type { MeasureLine, ServerReport } from '../../../lib/prober/measure/job/report';
import { agents, apiNode, type FakeNode, fakeNodes, ipsByPart } from '../fake-cluster';

/** A control plane and two workers. */
export const nodes = fakeNodes(3);
const [, first, second] = nodes as [FakeNode, FakeNode, FakeNode];

export const schema = 'cni-testbed/measure/v1';

export const reportOf = (network: 'node' | 'pod', { name, address, pods }: FakeNode): ServerReport => ({
  ...{ report: 'server', schema, network, node: name, runtime: 'v24.16.0', processors: '4 × x' },
  interfaces: [
    {
      name: 'eth0',
      mtu: network === 'node' ? 1500 : 1450,
      addresses: [network === 'node' ? address : pods[0]],
    },
  ],
  ...{ congestionControl: 'cubic', governor: 'performance' },
  ...(network === 'node' ? { busy: 0.01, proxyMode: 'iptables' } : {}),
});

/** One measurement. */
export const measuredLine = (step: number): MeasureLine => ({
  ...{ step, count: 8000, durationMs: 500, waiting: 0.01, steal: 0 },
  quantilesUs: Array.from({ length: keptQuantiles }, (_, i) => 40 + i),
  ...{ cpuMs: { client: 50, server: 40 }, busyMs: { client: 70, server: 60 } },
});

/** A Job's log. */
export function measureLog(network: 'node' | 'pod', node: string, lines: readonly object[]): string {
  return [
    { report: 'start', schema, network, node },
    ...lines,
    { report: 'end', measurements: lines.length, durationMs: 4000 },
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
}

export interface MeasuringOptions {
  readonly contents?: Partial<BlockContents>;
  /** Turns that there are logs of. @default 4 */
  readonly turns?: number;
  /** By turn, from 0: what part of its time a client waited. @default it hardly did */
  readonly waiting?: readonly number[];
  /** Of each node. */
  readonly server?: Partial<ServerReport>;
  readonly policies?: readonly number[];
  /** Of each new pod, which was made at the beginning of 2026. */
  readonly start?: object;
  /** Of each new pod that is born under a policy. */
  readonly isolation?: object;
}

/** A scenario of two workers, whose pair has two turns in each direction. */
export function measuringScenario(options: MeasuringOptions = {}) {
  return {
    nodes: nodes.map((node) => apiNode(node)),
    ips: ipsByPart(nodes),
    daemonSets: agents('kube-proxy', 'calico-node'),
    servicesArePods: true,
    created: new Date(newYear).toISOString(),
    logs: { ...serverLogs(options), ...jobLogs(options), ...startLogs(options), ...isolationLogs(options) },
  };
}

const newYear = Date.UTC(2026, 0, 1);

function startLogs({ start }: MeasuringOptions): Record<string, string> {
  const line = {
    ...{ report: 'first-packet', schema, node: 'worker-1' },
    ...{ begunMs: newYear + 1400, answeredMs: newYear + 1425 },
    ...start,
  };
  return Object.fromEntries(
    [first, second].map(({ name }, i) => [
      `${startJobName('first', name, i)}-x`,
      `${JSON.stringify(line)}\n`,
    ]),
  );
}

function isolationLogs({ isolation }: MeasuringOptions): Record<string, string> {
  const line = {
    ...{ report: 'isolation', schema, node: 'worker-1' },
    ...{ openMs: 0, stillOpen: false, allowedMs: 12 },
    ...isolation,
  };
  return Object.fromEntries(
    [first, second].map(({ name }, i) => [
      `${startJobName('isolated', name, i)}-x`,
      `${JSON.stringify(line)}\n`,
    ]),
  );
}

function serverLogs({ server, policies = [] }: MeasuringOptions): Record<string, string> {
  return Object.fromEntries(
    [first, second].flatMap((node, i) =>
      serverKinds({ policies }).map((kind) => [
        `${serverName(kind, node.name, i)}-${node.name}`,
        `${JSON.stringify({ ...reportOf(kind.network, node), ...server })}\n`,
      ]),
    ),
  );
}

function jobLogs({ contents, turns = 4, waiting = [] }: MeasuringOptions): Record<string, string> {
  const pairs: readonly NodePair[] = [
    { from: first.name, to: second.name },
    { from: second.name, to: first.name },
  ];
  return Object.fromEntries(
    Array.from({ length: turns }, (_, turn) => turn).flatMap((turn) =>
      pairs.flatMap((pair) =>
        (['node', 'pod'] as const).map((network) => {
          const steps = stepsOf(pair, { works: ['rtt'], families: ['ipv4'], sameNode: true, ...contents });
          const lines = steps.flatMap((step, i) => (networkOf(step) === network ? [measuredLine(i)] : []));
          const waited = lines.map((line) => ({ ...line, waiting: waiting[turn] ?? line.waiting }));
          return [turnJobName(network, { node: pair.from, turn }), measureLog(network, pair.from, waited)];
        }),
      ),
    ),
  );
}
