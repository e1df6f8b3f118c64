import { arch, release } from 'node:os';
import type { CheckResult } from '../check';
import { diagnose, type Evidence } from '../diagnosis';
import type { Testbed } from '../testbed';
import { natTable } from './nat-table';
import { type Results, resultsSchema } from './schema';
import { type Coverage, summarise } from './summary';

/** A run's answers, before they are summed up. */
export interface RunOutcome {
  /** Name of the target; notMeasured where nothing was. */
  readonly target: string;
  readonly startedAt: Date;
  /** @default now */
  readonly endedAt?: Date;
  /** How long the parts took, in milliseconds, by name. */
  readonly timings: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
  readonly checks: readonly CheckResult[];
  readonly coverage: Coverage;
  readonly versions?: Readonly<Record<string, string>>;
  /** What a cluster's objects say of its nodes. @default the run was in a lab */
  readonly evidence?: Evidence;
}

/** The results of a run: its answers with what follows from them. */
export function results(testbed: Testbed, outcome: RunOutcome, tool: string): Results {
  const { spec, plan, cni, choice, fault } = testbed;
  const {
    target,
    startedAt,
    endedAt = new Date(),
    timings,
    notes,
    checks,
    coverage,
    versions = {},
    evidence,
  } = outcome;
  return {
    schema: resultsSchema,
    startedAt: startedAt.toISOString(),
    durationMs: endedAt.getTime() - startedAt.getTime(),
    testbed: { name: spec.name, spec: JSON.parse(JSON.stringify(spec)) },
    target,
    cni: { name: cni.name, mode: choice.mode.name, dataPlane: choice.dataPlane },
    ...(fault ? { fault: { name: fault.name, seed: fault.seed, about: fault.about } } : {}),
    plan,
    provenance: { tool, node: process.version, kernel: release(), architecture: arch(), versions },
    timings,
    notes,
    checks,
    nat: natTable(testbed, checks),
    diagnoses: diagnose(checks, {
      datapath: testbed.datapath.hosts.length > 0 ? testbed.datapath : undefined, // else: not known
      intended: fault?.intended,
      evidence,
    }),
    summary: summarise(checks, coverage),
  };
}
