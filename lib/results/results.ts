/** The results file: the contract between targets and reports, and all that reports are made from. */
import { arch, release } from 'node:os';
import type { CheckResult, Requirement } from '../check/check';
import { type Diagnosis, diagnose } from '../diagnosis';
import type { Plan, TestbedSpec } from '../plan';
import type { Testbed } from '../testbed';
import { type NatRow, natTable } from './nat-table';
import { type Coverage, type Summary, summarise } from './summary';

export const resultsSchema = 'cni-testbed/results/v1';

export type TargetName = 'local' | 'aws' | 'kubernetes' | 'predicted';

/** What the run was made with. */
export interface Provenance {
  /** Name and version of this tool. */
  readonly tool: string;
  readonly node: string;
  readonly kernel: string;
  readonly architecture: string;
  /** Whatever else the target used, by name. */
  readonly versions: Readonly<Record<string, string>>;
}

/** How long the parts of a run took, in milliseconds. */
export type Timings = Readonly<Record<string, number>>;

export interface Results {
  readonly schema: typeof resultsSchema;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly testbed: { readonly name: string; readonly spec: TestbedSpec };
  readonly target: TargetName;
  readonly cni: { readonly name: string; readonly mode: string; readonly dataPlane: string };
  /** What was broken on purpose; absent: nothing. */
  readonly fault?: { readonly name: string; readonly seed: number; readonly about: string };
  readonly plan: Plan;
  readonly provenance: Provenance;
  readonly timings: Timings;
  /** What the run could not do as the mode would have it, such as NAT where nft is missing. */
  readonly notes: readonly string[];
  readonly checks: readonly CheckResult[];
  /** Whose address receivers see, by kind of flow. */
  readonly nat: readonly NatRow[];
  readonly diagnoses: readonly Diagnosis[];
  readonly summary: Summary;
}

/** A run's answers, before they are summed up. */
export interface RunOutcome {
  readonly target: TargetName;
  readonly startedAt: Date;
  /** @default now */
  readonly endedAt?: Date;
  readonly timings: Timings;
  readonly notes: readonly string[];
  readonly checks: readonly CheckResult[];
  readonly coverage: Coverage;
  readonly versions?: Readonly<Record<string, string>>;
}

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
  } = outcome;
  return {
    schema: resultsSchema,
    startedAt: startedAt.toISOString(),
    durationMs: endedAt.getTime() - startedAt.getTime(),
    testbed: { name: spec.name, spec },
    target,
    cni: { name: cni.name, mode: choice.mode.name, dataPlane: choice.dataPlane },
    ...(fault ? { fault: { name: fault.name, seed: fault.seed, about: fault.about } } : {}),
    plan,
    provenance: { tool, node: process.version, kernel: release(), architecture: arch(), versions },
    timings,
    notes,
    checks,
    nat: natTable(testbed, checks),
    diagnoses: diagnose(checks, testbed.datapath.hosts.length > 0 ? testbed.datapath : undefined), // else: not known
    summary: summarise(checks, coverage),
  };
}

/** The requirements in the words of the source document. */
export const requirementText: Readonly<Record<Requirement, string>> = {
  0: 'No two pods or nodes share an address',
  1: 'Every pod reaches every pod without NAT',
  2: 'Every node reaches every pod',
  3: 'Every pod reaches every node',
  base: 'The nodes reach one another (the network underneath)',
};

/** What other kinds of checks ask, by the start of their ids, in the order in which they are shown. */
export const kindText: Readonly<Record<string, string>> = {
  'address/node-share': "Nodes have the plan's shares of the pod network",
  'mtu/path': 'Packets as large as the underlay allows arrive in one piece',
  'egress/nat': "Packets leave the cluster with their node's address",
  'service/cluster-ip': 'Services are reached by their ClusterIP',
  'service/node-port': "Services are reached by every node's NodePort",
  'service/hairpin': 'A pod reaches itself through a Service',
  dns: 'Cluster DNS knows Services and their pods',
  'policy/allow': 'Network policies let in what they allow',
  'policy/default-deny': 'Network policies keep out everything else',
  'metadata/blocked': "Pods do not get at their node's metadata service",
};
