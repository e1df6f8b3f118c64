import type * as z from 'zod';
import type { Cni } from '../cni';
import type { Problem, SpecParts, TestbedSpec, TestbedSpecInput } from '../plan';
import type { CloudExchange } from './exchange/exchange';
import type { MachineCluster } from './machine-cluster';
import type { CloudReach } from './reach/reach';
import type { IConstruct, TerraformStack } from './stacks/cdktf';
import type { CloudStackProps } from './stacks/cloud-stack';

/**
 * The contract of a cloud: all that differs between them. Adding one is one folder beside aws/ and one line in clouds.ts.
 * A cloud is given only specs that were read with its own schema, and names their type.
 *
 * Nothing in it may load a cloud's client or CDKTF when the command line starts: exchanges connect at their first use, and
 * stacks are loaded by who builds them. Node addresses that a cloud chooses, other runs on a standing cluster and the
 * removal of what a stack leaves behind become members when something calls them.
 */
export interface Cloud<Spec extends TestbedSpec = TestbedSpec> {
  /** Name of the target, of the spec's field that holds the cloud's own part, and the start of its stacks' names. */
  readonly name: string;
  /** Its name for people. */
  readonly title: string;
  /** The cloud's own part of a spec: every field has its default or is optional. */
  readonly specSchema: z.ZodObject;
  /** What other fields of a spec are by default on this cloud, such as the MTU of its network. @default as everywhere */
  readonly defaults?: TestbedSpecInput;
  /** What the cloud asks of a spec beyond what every target does, and of the CNI that it names. */
  problems(spec: Spec, plugins: readonly Cni[]): readonly Problem[];
  /** The cluster as the cloud builds it. @throws SpecError with every problem of the spec */
  cluster(spec: Spec, plugins: readonly Cni[]): MachineCluster<Spec>;
  /** Adds the stack that builds a cluster to an app; loads CDKTF for it. */
  stack(scope: IConstruct, id: string, props: CloudStackProps<Spec>): Promise<TerraformStack>;
  /** How status and results of a deployed stack come to its user. */
  readonly exchange: CloudExchange;
  /** How their user gets at its machines, which listen to nobody. @default not at all: `testbed connect` says so */
  readonly reach?: CloudReach;
  /** What the cluster costs while it runs, as lines for people. @default not known */
  costText?(spec: Spec): string;
}

/** A spec as a user writes it, with the parts that clouds own. */
export type CloudSpecInput = TestbedSpecInput & Readonly<Record<string, unknown>>;

/** The schemas of the clouds' own parts, for whoever reads specs. */
export function specParts(clouds: readonly Cloud[]): SpecParts {
  return Object.fromEntries(clouds.map(({ name, specSchema }) => [name, specSchema]));
}
