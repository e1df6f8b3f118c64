/** A cluster as data: what the API would say of it, and what its Jobs would report if all were well. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { Node } from 'kubernetes-types/core/v1';
import type { ControlObjects } from '../../lib/cluster/control/ports';
import { jobName } from '../../lib/cluster/manifests/jobs';
import { type EndpointKind, extentFor, targetsOf } from '../../lib/prober/questions/extent';
import { metadataId } from '../../lib/prober/questions/metadata-questions';
import type { ReportedObservation } from '../../lib/prober/questions/report';
import { outsideId } from '../../lib/prober/questions/service-questions';
import { endpointIds } from '../../lib/prober/questions/settings';

export interface FakeNode {
  readonly name: string;
  readonly address: string;
  /** Server's pod, client's pod, guarded pod. */
  readonly pods: readonly [string, string, string];
  readonly podCidr: string;
}

export function fakeNodes(count: number): FakeNode[] {
  return Array.from({ length: count }, (_, i) => ({
    name: i === 0 ? 'control-plane-1' : `worker-${i}`,
    address: `192.168.1.${10 + i}`,
    pods: [`10.244.${i}.2`, `10.244.${i}.3`, `10.244.${i}.4`],
    podCidr: `10.244.${i}.0/24`,
  }));
}

export function apiNode({ name, address, podCidr }: FakeNode, status: object = {}): Node {
  const role: Record<string, string> = name.startsWith('control')
    ? { 'node-role.kubernetes.io/control-plane': '' }
    : {};
  return {
    metadata: { name, labels: { 'kubernetes.io/os': 'linux', ...role } },
    spec: { podCIDR: podCidr, podCIDRs: [podCidr] },
    status: {
      addresses: [{ type: 'InternalIP', address }],
      conditions: [{ type: 'Ready', status: 'True' }],
      ...status,
    },
  };
}

export const agents = (...names: string[]): DaemonSet[] =>
  names.map((name) => ({ metadata: { name, namespace: 'kube-system' }, spec: undefined as never }));

/** Addresses by the key that the scripted kubectl looks them up by. */
export function ipsByPart(nodes: readonly FakeNode[]): Record<string, string[]> {
  return Object.fromEntries(
    nodes.flatMap(({ name, address, pods }) => [
      [`pod ${name}`, [pods[0]]],
      [`prober pod ${name}`, [pods[1]]],
      [`guarded ${name}`, [pods[2]]],
      [`node ${name}`, [address]],
      [`prober node ${name}`, [address]],
    ]),
  );
}

type Change = (observation: ReportedObservation, from: string) => ReportedObservation | undefined;

/** What the API says of itself: a Service, and one API server on the first node. */
export const apiServerObjects = (nodes: readonly FakeNode[]): ControlObjects => ({
  services: [
    {
      kind: 'Service',
      metadata: { name: 'kubernetes' },
      spec: { clusterIPs: ['10.96.0.1'], ports: [{ name: 'https', protocol: 'TCP', port: 443 }] },
    },
  ],
  endpointSlices: [
    {
      kind: 'EndpointSlice',
      metadata: { name: 'kubernetes' },
      addressType: 'IPv4',
      endpoints: [{ addresses: [nodes[0]!.address] }],
      ports: [{ name: 'https', port: 6443 }],
    },
  ],
});

/** Of a node's status: where its kubelet listens. */
export const kubeletPort = { daemonEndpoints: { kubeletEndpoint: { Port: 10_250 } } };

export interface ReportOptions {
  /** Whether the ports of Kubernetes itself are asked. @default false */
  readonly control?: boolean;
  readonly egress?: { readonly address: string; readonly port: number };
  /** Changes an observation, or leaves it out. */
  readonly change?: Change;
  /** Whether the cluster's CNI enforces policies. @default true */
  readonly enforces?: boolean;
  /** Whether policies of the whole cluster were made, and what became of them is asked. @default false */
  readonly tiers?: boolean;
  /** Whether there is a metadata service, which nodes get at and pods do not. @default false */
  readonly metadata?: boolean;
}

/** What every Job writes where all is well. */
export function healthyLogs(nodes: readonly FakeNode[], options: ReportOptions = {}): Record<string, string> {
  return Object.fromEntries(
    (['node', 'pod'] as const).flatMap((kind) =>
      nodes.map((node, index) => [jobName(kind, node.name, index), logOf(nodes, kind, index, options)]),
    ),
  );
}

function logOf(
  nodes: readonly FakeNode[],
  kind: EndpointKind,
  index: number,
  options: ReportOptions,
): string {
  const node = nodes[index]!;
  const from = endpointIds.client(kind, node.name);
  const own = kind === 'pod' ? node.pods[1] : node.address;
  const change = options.change ?? ((observation) => observation);
  const observations = healthyAnswers(nodes, kind, index, options).flatMap(
    (answer) => change(answer, from) ?? [],
  );
  const start = {
    report: 'start',
    schema: 'cni-testbed/probe/v1',
    from,
    node: node.name,
    interfaces: [{ name: 'eth0', mtu: 1500, addresses: [own] }],
  };
  const end = {
    report: 'end',
    observations: observations.length,
    durationMs: 40,
    cpuMs: 80,
    maxRssBytes: 50_000_000,
  };
  return [start, ...observations, end].map((line) => `${JSON.stringify(line)}\n`).join('');
}

function healthyAnswers(
  nodes: readonly FakeNode[],
  kind: EndpointKind,
  index: number,
  { egress, enforces = true, metadata = false, tiers = false, control = false }: ReportOptions,
): ReportedObservation[] {
  const node = nodes[index]!;
  const from = endpointIds.client(kind, node.name);
  const own = kind === 'pod' ? node.pods[1] : node.address;
  const targets = targetsOf(index, kind, nodes.length, extentFor(nodes.length));
  const family = 'ipv4' as const;
  const both = (asked: ReportedObservation['asked'], to: string, answeredBy: string, source = own) =>
    (['tcp', 'udp'] as const).map(
      (protocol): ReportedObservation => ({
        asked,
        to,
        family,
        protocol,
        reachable: true,
        answeredBy,
        source,
      }),
    );
  const denied = (to: string, asked: ReportedObservation['asked'] = 'policy/default-deny') =>
    (['tcp', 'udp'] as const).map(
      (protocol): ReportedObservation => ({
        asked,
        to,
        family,
        protocol,
        reachable: false,
        failure: { code: 'no-answer', afterMs: 500 },
      }),
    );
  const server = endpointIds.pod(nodes[0]!.name);
  return [
    ...targets.flatMap((target) => {
      const to = endpointIds[target.kind](nodes[target.node]!.name);
      return [
        ...both('reach', to, to),
        ...(kind === 'node' && target.kind === 'pod' ? [both('host-pod', to, to)[0]!] : []),
        { asked: 'mtu', to, family, bytes: 1450, localLimit: 1450 } as const,
      ];
    }),
    ...both('service/cluster-ip', 'service:cluster-ip', server),
    ...targets
      .filter((target) => target.kind === 'node')
      .flatMap((target) => both('service/node-port', endpointIds.node(nodes[target.node]!.name), server)),
    { asked: 'dns', to: 'dns:cluster-ip', family, reachable: true, addresses: ['10.96.0.20'] },
    {
      asked: 'dns',
      to: 'dns:headless',
      family,
      reachable: true,
      addresses: nodes.map(({ pods }) => pods[0]),
    },
    ...(kind === 'node'
      ? targets
          .filter((target) => target.kind === 'pod')
          .flatMap((target) => {
            const to = endpointIds.guarded(nodes[target.node]!.name);
            if (target.node === index) return both('policy/own-node', to, to);
            return enforces ? denied(to, 'policy/other-node') : both('policy/other-node', to, to);
          })
      : []),
    ...(control ? controlAnswers(nodes, kind, index) : []),
    ...(metadata ? [metadataAnswer(kind === 'node')] : []),
    ...(kind === 'pod'
      ? [
          ...both('service/hairpin', 'service:hairpin', from, '10.244.0.1'),
          ...targets
            .filter((target) => target.kind === 'pod')
            .flatMap((target) => {
              const to = endpointIds.guarded(nodes[target.node]!.name);
              return [
                ...both('policy/allow', to, to),
                ...(enforces ? denied(to) : both('policy/default-deny', to, to)),
                ...(tiers
                  ? [...denied(to, 'policy/admin-tier'), ...both('policy/baseline-tier', to, to)]
                  : []),
              ];
            }),
          ...(egress ? both('egress/nat', outsideId(egress), 'node:outside', node.address) : []),
        ]
      : []),
  ];
}

function controlAnswers(
  nodes: readonly FakeNode[],
  kind: EndpointKind,
  index: number,
): ReportedObservation[] {
  const answer = (asked: ReportedObservation['asked'], to: string) =>
    ({ asked, to, family: 'ipv4', protocol: 'tcp', reachable: true, answeredBy: to }) as const;
  const ids = nodes.map(({ name }) => endpointIds.node(name));
  const apart = kind === 'node' && index === 0;
  return [
    ...(apart
      ? ids.slice(1).map((id) => answer('control/kubelet', id))
      : [answer('control/api-server', ids[0]!)]),
    answer('control/api-server', 'service:kubernetes'),
  ];
}

export function metadataAnswer(given: boolean): ReportedObservation {
  const question = {
    asked: 'metadata/blocked',
    to: metadataId,
    family: 'ipv4',
    protocol: 'tcp',
    reachable: given,
  } as const;
  return given ? { ...question, answeredBy: metadataId } : { ...question, failure: { code: 'withheld' } };
}

/** A folder for the scripted kubectl, and the way to it. */
export class FakeCluster {
  readonly folder = mkdtempSync(join(tmpdir(), 'cluster-'));
  private readonly before = { PATH: process.env.PATH, CLUSTER: process.env.CLUSTER };

  /** @param contexts scenarios of further clusters, by context */
  constructor(scenario: object, contexts: Readonly<Record<string, object>> = {}) {
    const write = (folder: string, one: object) =>
      writeFileSync(join(folder, 'scenario.json'), JSON.stringify(one));
    write(this.folder, scenario);
    for (const [context, one] of Object.entries(contexts)) {
      const folder = join(this.folder, 'contexts', context);
      mkdirSync(folder, { recursive: true });
      write(folder, one);
    }
    process.env.PATH = `${join(__dirname, 'stand-ins')}${delimiter}${process.env.PATH}`;
    process.env.CLUSTER = this.folder;
  }

  /** Argument lists of all calls so far. */
  calls(): string[][] {
    return lines(join(this.folder, 'calls.jsonl')).map((line) => JSON.parse(line));
  }

  /** Objects that are in the cluster now. @param context of one of several */
  objects(context?: string): { kind: string; metadata: { name: string } }[] {
    const folder = context === undefined ? this.folder : join(this.folder, 'contexts', context);
    try {
      return JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8')).objects;
    } catch {
      return [];
    }
  }

  end(): void {
    for (const pid of lines(join(this.folder, 'pids'))) {
      try {
        process.kill(-Number(pid), 'SIGTERM');
      } catch {
        // it has gone
      }
    }
    process.env.PATH = this.before.PATH;
    if (this.before.CLUSTER === undefined) delete process.env.CLUSTER;
    else process.env.CLUSTER = this.before.CLUSTER;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function lines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}

/** A scenario in which all is well. */
export function healthyScenario(nodes: readonly FakeNode[], options: ReportOptions = {}) {
  return {
    nodes: nodes.map((node) => apiNode(node)),
    ips: ipsByPart(nodes),
    daemonSets: agents('kube-proxy', 'calico-node'),
    logs: healthyLogs(nodes, options),
  };
}
