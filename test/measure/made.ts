/** Measurements that are made up: of each block the medians, which all quantiles then are. */
import type { Block, Measurements, Path, Sample, Subject } from '../../lib/measure';
import { keptQuantiles, type Work } from '../../lib/prober/measure';

/** A sample whose times all are the same. */
export function timed(path: Path, us: number, more: Partial<Sample> = {}): Sample {
  return {
    ...{ path, work: 'rtt', family: 'ipv4', from: 'pod:a/0', to: 'pod:b/0', count: 4000 },
    quantilesUs: Array(keptQuantiles).fill(us),
    ...more,
  };
}

/** A sample of a bulk transfer. */
export function bulk(path: Path, cpuMs: number, gbits: number, more: Partial<Sample> = {}): Sample {
  return {
    ...{ path, work: 'bulk' as Work, family: 'ipv4', from: 'pod:a/0', to: 'pod:b/0', count: 1 },
    ...{ bytes: 1e9, durationMs: 8000 / gbits, cpuMs: { client: cpuMs / 2, server: cpuMs / 2 } },
    ...more,
  };
}

/** A block of a subject. */
export function block(
  round: number,
  subject: string,
  samples: readonly Sample[],
  more: Partial<Block> = {},
): Block {
  const startedAt = '2026-11-26T10:00:00Z';
  return { ...{ round, subject, startedAt, pair: { from: 'a', to: 'b' }, samples }, ...more };
}

/** A subject on clusters, unless it says otherwise. */
export function subject(id: string, more: Partial<Subject> = {}): Subject {
  return { id, target: 'kubernetes', cni: { name: 'x', mode: 'y', dataPlane: 'z' }, conditions: {}, ...more };
}

/** Measurements of these blocks. */
export function measured(subjects: readonly Subject[], blocks: readonly Block[]): Measurements {
  return {
    ...{ schema: 'cni-testbed/measurements/v1', startedAt: '2026-11-26T10:00:00Z', durationMs: 1000 },
    ...{ tool: 'cni-testbed 0', engine: 'testbed', subjects, blocks, order: [] },
    ...{ events: [], agents: [], guards: [], absent: [], notes: [] },
  };
}

/** Blocks of one subject: host, pod, pod, host, whose round trips are given round by round. */
export function rounds(id: string, hosts: readonly number[], pods: readonly number[]): Block[] {
  return hosts.map((host, round) =>
    block(round, id, [
      timed('node-to-node', host),
      timed('pod-to-pod', pods[round]!),
      timed('pod-to-pod', pods[round]!),
      timed('node-to-node', host),
    ]),
  );
}

/** So many values about one, each a little off in its own way. */
export function about(value: number, count = 12, spread = 0.01): number[] {
  return Array.from({ length: count }, (_, i) => value * (1 + spread * (((i * 5) % 11) / 5.5 - 0.9)));
}
