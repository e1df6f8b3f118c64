/** Keeps numbers that mean little from being measured, or marks them. */
import { append } from '../../base/lists';
import { knownNode } from '../../cluster/measure/conditions';
import type { MeasuredCluster } from '../../cluster/measure/measured-cluster';
import type { ClusterUse } from '../../cluster/runner/on-cluster';
import { Refusal } from '../../cluster/runner/refusal';
import { type Guard, type Measurable, nodeGuards, placeGuards, refusing } from '../../measure';
import { guardText } from '../../report/measured/guard-text';

/** What guards have found so far, each thing once. */
export class Guarding {
  readonly found: Guard[] = [];
  private readonly known = new Map<string, Measurable>();
  private readonly placed = new Map<string, Measurable>();

  /** @param anyway whether nothing is refused */
  constructor(private readonly anyway: boolean) {}

  /** By what the API says of these, beside those before. @throws Refusal */
  beforeAnything(subjects: readonly Measurable[]): void {
    this.add(nodeGuards(withThese(this.known, subjects)));
  }

  /** By what runs on the nodes of these, beside those before. @throws Refusal */
  beforeMeasuring(subjects: readonly Measurable[]): void {
    this.add(placeGuards(withThese(this.placed, subjects)));
  }

  private add(guards: readonly Guard[]): void {
    const known = new Set(this.found.map((guard) => JSON.stringify(guard)));
    append(
      this.found,
      guards.filter((guard) => !known.has(JSON.stringify(guard))),
    );
    const refused = guards.filter(({ code }) => refusing.includes(code));
    if (this.anyway || refused.length === 0) return;
    throw new Refusal(
      `numbers would mean little here: ${refused.map(guardText).join('; ')}`,
      'Measure on machines that are alike and idle, or with --anyway, which measures and marks what it finds',
    );
  }
}

/** All that are known by now, as they were seen last. */
function withThese(known: Map<string, Measurable>, subjects: readonly Measurable[]): Measurable[] {
  for (const subject of subjects) known.set(subject.id, subject);
  return [...known.values()];
}

/** A cluster before anything runs on it. */
export function measurableBefore(id: string, { found }: ClusterUse, cluster: MeasuredCluster): Measurable {
  const workers = found.nodes.filter(({ role }) => role === 'worker').length;
  return { id, workers, nodes: cluster.nodes.map(knownNode) };
}
