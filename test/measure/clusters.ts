/** Two clusters that were measured in turns, made up: every work, path, event, guard and remark that a file can hold. */
import type { Block, Measurements, Path, Sample, Subject } from '../../lib/measure';
import { podId, podName } from '../../lib/net/endpoint-id';
import { keptQuantiles, type Work } from '../../lib/prober/measure';
import { subject } from './made';

/** What a cluster is like. */
interface Cluster {
  readonly id: string;
  readonly cni: Subject['cni'];
  /** Microseconds that a path adds to a round trip. */
  readonly adds: number;
  /** Processor seconds for a gigabyte, by that of the host network. */
  readonly dearer: number;
  /** Gbit/s between pods; between nodes 9.4. */
  readonly gbits: number;
}

const clusters: readonly [Cluster, Cluster] = [
  {
    id: 'blue',
    cni: { name: 'flannel', mode: 'vxlan', dataPlane: 'kernel' },
    ...{ adds: 12, dearer: 1.27, gbits: 8.1 },
  },
  {
    id: 'green',
    cni: { name: 'calico', mode: 'bgp', dataPlane: 'kernel' },
    ...{ adds: 4, dearer: 1.06, gbits: 9.2 },
  },
];

/** Numbers from 0 to 1 that look like chance and are the same each time. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

/** Quantiles of times about a median, with a tail. */
function quantiles(median: number): number[] {
  return Array.from({ length: keptQuantiles }, (_, i) => {
    const part = i / (keptQuantiles - 1);
    const tail = part > 0.9 ? (part - 0.9) ** 2 * 150 : 0;
    return Number((median * (0.88 + 0.24 * part + tail)).toFixed(3));
  });
}

const paths: readonly Path[] = ['node-to-node', 'pod-to-pod', 'pod-to-service', 'node-to-node'];
const onOneNode: readonly Path[] = ['node-to-node/same-node', 'pod-to-pod/same-node'];

/** @param rounds blocks of each */
export function twoClusters(rounds = 12): Measurements {
  const random = chance(7);
  const order = Array.from({ length: rounds }, (_, round) =>
    round % 2 === 0 ? clusters : [...clusters].reverse(),
  );
  const blocks = order.flatMap((turn, round) => turn.flatMap((cluster) => blocksOf(cluster, round, random)));
  return {
    ...{ schema: 'cni-testbed/measurements/v1', startedAt: '2026-11-26T10:00:00Z', durationMs: 960_000 },
    ...{ tool: 'cni-testbed 0.1.0', engine: 'testbed', subjects: clusters.map(subjectOf) },
    ...{ order: order.map((turn) => turn.map(({ id }) => id)), blocks },
    events: eventsOf(random),
    agents: clusters.flatMap(agentsOf),
    ...{ guards: guards(), absent: [], notes: ['The clusters have the same placement group.'] },
  };
}

function subjectOf({ id, cni }: Cluster): Subject {
  return subject(id, {
    cni,
    conditions: {
      ...{ kernel: '6.8.0-1018-aws', 'instance type': 'c6in.2xlarge', 'node MTU': '9001' },
      ...{ 'pod MTU': id === 'blue' ? '8951' : '9001', 'Node.js': 'v22.12.0', governor: 'performance' },
    },
  });
}

/** The fourth round of the first cluster was starved, and measured again. */
function blocksOf(cluster: Cluster, round: number, random: () => number): Block[] {
  const more = round === 3 && cluster.id === 'blue' ? [{ slower: 1.8, setAside: true }] : [];
  return [...more, { slower: 1, setAside: false }].map(({ slower, setAside }, attempt) => {
    const minute = String(2 * round + (cluster.id === 'blue' ? 0 : 1)).padStart(2, '0');
    const [from, to] = [`${cluster.id}-1`, `${cluster.id}-2`];
    return {
      ...{ round, subject: cluster.id, startedAt: `2026-11-26T10:${minute}:${attempt * 30 || '00'}Z` },
      ...{ durationMs: 38_000, pair: { from, to } },
      ...(setAside ? { setAside: { code: 'starved', share: 0.21 } as const } : {}),
      samples: samplesOf(cluster, round, slower, random),
    };
  });
}

function samplesOf(cluster: Cluster, round: number, slower: number, random: () => number): Sample[] {
  const wobble = () => slower * (1 + 0.03 * (random() - 0.5));
  const of = (path: Path, work: Work, more: Partial<Sample>): Sample => ({
    ...{ path, work, family: 'ipv4', from: podId(podName('a', 0)), to: podId(podName('b', 0)), count: 8000 },
    ...more,
  });
  const us = (path: Path, base: number, weight = 1) =>
    quantiles(
      wobble() *
        (base + (path.startsWith('pod') ? weight * cluster.adds : 0) + (path === 'pod-to-service' ? 3 : 0)),
    );
  const timed = (path: Path, work: Work, base: number, weight?: number, more: Partial<Sample> = {}) =>
    of(path, work, {
      quantilesUs: us(path, base, weight),
      cpuMs: { client: 90 * wobble(), server: 85 * wobble() },
      ...more,
    });
  const bulk = (path: Path, work: Work, streams: number) => {
    const pod = path !== 'node-to-node';
    const gbits = (pod ? cluster.gbits : 9.4) * (2 - wobble());
    const cpu = 640 * wobble() * (pod ? cluster.dearer : 1) * (streams > 1 ? 1.2 : 1);
    return of(path, work, {
      ...{ count: streams, bytes: 1e9, durationMs: 8000 / (streams > 1 ? Math.min(9.4, gbits + 1) : gbits) },
      ...{
        cpuMs: { client: cpu * 0.7, server: cpu * 0.3 },
        retransmitted: { segments: pod ? 12 : 2, of: 120_000 },
      },
    });
  };
  const lost = (path: Path, work: Work) =>
    of(path, work, {
      quantilesUs: us(path, 130),
      count: 30_000,
      lost: path === 'node-to-node' ? round % 2 : (round % 3) + 1,
    });
  const failure = { code: 'no-answer', afterMs: 8000 } as const;
  return [
    ...paths.map((path) => timed(path, 'rtt', 90)),
    ...paths.map((path) => timed(path, 'connect', 160, 2)),
    ...onOneNode.map((path) => timed(path, 'rtt', 40, 0.2)),
    ...[100, 1000].map((policies) => timed('pod-to-pod', 'connect', 160 + policies / 100, 2, { policies })),
    ...(['node-to-node', 'pod-to-pod'] as const).flatMap((path) => [
      ...[bulk(path, 'bulk', 1), bulk(path, 'bulk-8', 8), timed(path, 'rtt-loaded', 900, 3)],
      ...[lost(path, 'udp-small'), lost(path, 'udp-large')],
    ]),
    ...(round === 5 ? [of('pod-to-service', 'rtt', { count: 0, failure })] : []),
  ];
}

function eventsOf(random: () => number): Measurements['events'] {
  return clusters.flatMap(({ id }, i) => {
    const about = (ms: number, count = 30) =>
      Array.from({ length: count }, () => Number((ms * (0.6 + 0.8 * random())).toFixed(2)));
    const open = about(40).map((ms, k) => (id === 'blue' && k % 4 === 0 ? ms : 0));
    const one = { subject: id, unseen: 0, resolutionMs: 5 };
    return [
      { ...one, kind: 'first-packet', ms: about(420 + 300 * i), unseen: i },
      { ...one, kind: 'first-answer', ms: about(8 + 4 * i) },
      { ...one, kind: 'open-at-start', ms: open, resolutionMs: 1 },
      { ...one, kind: 'deaf-at-start', ms: about(12), resolutionMs: 1 },
      ...[0, 1000].flatMap((policies) =>
        (['deny-delay', 'allow-delay'] as const).map((kind) => ({
          ...{ ...one, kind, policies, ms: about(60 + policies / 5, 12) },
        })),
      ),
      { ...one, kind: 'agent-gap', ms: about(3, 6) },
      { ...one, kind: 'cni-ready', ms: [31_000 + 9000 * i, 32_000 + 9000 * i], resolutionMs: 100 },
      { ...one, kind: 'node-ready', ms: [32_500 + 9000 * i, 33_000 + 9000 * i], resolutionMs: 100 },
      { ...one, kind: 'mesh-ready', ms: about(35_500 + 9000 * i, 12), resolutionMs: 100 },
    ];
  });
}

function agentsOf({ id, cni }: Cluster): Measurements['agents'] {
  return (['idle', 'bulk', 'policies'] as const).flatMap((when, i) =>
    [1, 2, 3].map((node) => ({
      ...{ subject: id, node: `${id}-${node}`, agent: `${cni.name}-node`, when },
      ...{ cores: 0.004 * (node + 3 * i), memoryBytes: (40 + 15 * i + node) * 2 ** 20 },
    })),
  );
}

function guards(): Measurements['guards'] {
  const [{ id }] = clusters;
  return [
    { code: 'bandwidth-credits', subject: id, instanceType: 'c6in.2xlarge' },
    { code: 'unlike', condition: 'pod MTU', values: { blue: '8951', green: '9001' } },
    { code: 'no-placement', subject: id },
    { code: 'busy', subject: id, node: 'blue-2', share: 0.12 },
    { code: 'starved', subject: id, blocks: 1, share: 0.21 },
    { code: 'governor', subject: id, governor: 'powersave' },
  ];
}
