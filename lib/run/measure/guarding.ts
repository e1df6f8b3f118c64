/** Keeps numbers that mean little from being measured, or marks them. */
import { append } from '../../base/lists';
import { knownNode } from '../../cluster/measure/conditions';
import type { MeasuredCluster } from '../../cluster/measure/measured-cluster';
import type { ClusterUse } from '../../cluster/runner/on-cluster';
import { Refusal } from '../../cluster/runner/refusal';
import { type Guard, type Measurable, nodeGuards, placeGuards, refusing } from '../../measure';
import { guardText } from '../../report/measured/guard-text';

/** What guards have found so far. */
export class Guarding {
  readonly found: Guard[] = [];

  /** @param anyway whether nothing is refused */
  constructor(private readonly anyway: boolean) {}

  /** By what the API says. @throws Refusal */
  beforeAnything(subjects: readonly Measurable[]): void {
    this.add(nodeGuards(subjects));
  }

  /** By what runs on the nodes. @throws Refusal */
  beforeMeasuring(subjects: readonly Measurable[]): void {
    this.add(placeGuards(subjects));
  }

  private add(guards: readonly Guard[]): void {
    append(this.found, guards);
    const refused = guards.filter(({ code }) => refusing.includes(code));
    if (this.anyway || refused.length === 0) return;
    throw new Refusal(
      `numbers would mean little here: ${refused.map(guardText).join('; ')}`,
      'Measure on machines that are alike and idle, or with --anyway, which measures and marks what it finds',
    );
  }
}

/** A cluster before anything runs on it. */
export function measurableBefore(id: string, { found }: ClusterUse, cluster: MeasuredCluster): Measurable {
  const workers = found.nodes.filter(({ role }) => role === 'worker').length;
  return { id, workers, nodes: cluster.nodes.map(knownNode) };
}
