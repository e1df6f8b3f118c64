import { arch, release } from 'node:os';
import { type CheckResult, Explainer } from '../check';
import { diagnose, type Evidence } from '../diagnosis';
import type { Reading } from '../state';
import type { Testbed } from '../testbed';
import type { TestedMachine } from './machines';
import { natTable } from './nat-table';
import { type Results, resultsSchema } from './schema';
import { stateReport } from './state';
import { type Coverage, summarise } from './summary';

/** A run's answers, before they are summed up. */
export interface RunOutcome {
  /** Name of the target; notMeasured where nothing was. */
  readonly target: string;
  /** Number of the run of a stack's Jobs. @default runs have none */
  readonly run?: number;
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
  /** Which machines the nodes were. @default not known */
  readonly machines?: readonly TestedMachine[];
  /** What was read of the machines. @default nothing */
  readonly state?: Reading;
  /** Hosts whose state changed while it was read. @default none */
  readonly changed?: readonly string[];
}

/** The results of a run: its answers with what follows from them. */
export function results(testbed: Testbed, outcome: RunOutcome, tool: string): Results {
  const { spec, plan, cni, choice, fault } = testbed;
  const {
    target,
    run,
    startedAt,
    endedAt = new Date(),
    timings,
    notes,
    coverage,
    versions = {},
    machines,
    evidence,
    state,
    changed,
  } = outcome;
  const checks = state ? explained(outcome.checks, state) : outcome.checks;
  return {
    schema: resultsSchema,
    startedAt: startedAt.toISOString(),
    durationMs: endedAt.getTime() - startedAt.getTime(),
    testbed: { name: spec.name, spec: JSON.parse(JSON.stringify(spec)) },
    target,
    ...(run !== undefined && { run }),
    cni: { name: cni.name, mode: choice.mode.name, dataPlane: choice.dataPlane },
    ...(fault ? { fault: { name: fault.name, seed: fault.seed, about: fault.about } } : {}),
    plan,
    provenance: { tool, node: process.version, kernel: release(), architecture: arch(), versions },
    ...(machines && { machines }),
    timings,
    notes,
    checks,
    nat: natTable(testbed, checks),
    diagnoses: diagnose(checks, {
      datapath: testbed.datapath.hosts.length > 0 ? testbed.datapath : undefined, // else: not known
      intended: fault?.intended,
      evidence,
      ...(state && { state }),
    }),
    ...(state && { state: stateReport(state, changed) }),
    summary: summarise(checks, coverage),
  };
}

/** The failures with what the walk over the real state says of each. */
function explained(checks: readonly CheckResult[], { real }: Reading): CheckResult[] {
  const explainer = new Explainer(real);
  return checks.map((check) => {
    const found = check.verdict === 'fail' ? explainer.explain(check) : undefined;
    return found ? { ...check, explained: found } : check;
  });
}
