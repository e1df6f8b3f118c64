import type * as z from 'zod';
import type { Cni } from '../cni';
import type { NodeList, Problem, SpecParts, TestbedSpec, TestbedSpecInput } from '../plan';
import type { SpecReading } from '../read-spec';
import type { CloudExchange } from './exchange/exchange';
import type { MachineCluster } from './machine-cluster';
import type { CloudReach } from './reach/reach';
import type { CloudSweep } from './sweep/leftover';

/**
 * The contract of a cloud: all that differs between them. Adding one is one folder beside aws/ and one line in clouds.ts.
 * A cloud is given only specs that were read with its own schema, and names their type. What only apps need of it, its
 * stacks, is StackCloud's: the types of whatever else uses clouds name no package of CDKTF's.
 *
 * Nothing in it may load a cloud's client or CDKTF when the command line starts: exchanges connect at their first use, and
 * stacks are loaded by who builds them. Other runs on a standing cluster become a member when something calls them.
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
  /** Nodes that its part of a spec lists with the addresses that they have; every target's plan has them. @default none */
  nodeList?(spec: Spec): NodeList | undefined;
  /** What the cloud asks of a spec beyond what every target does, and of the CNI that it names. */
  problems(spec: Spec, plugins: readonly Cni[]): readonly Problem[];
  /** The cluster as the cloud builds it. @throws SpecError with every problem of the spec */
  cluster(spec: Spec, plugins: readonly Cni[]): MachineCluster<Spec>;
  /** How status and results of a deployed stack come to its user. */
  readonly exchange: CloudExchange;
  /** How their user gets at its machines, which listen to nobody. @default not at all: `testbed connect` says so */
  readonly reach?: CloudReach;
  /** How what a killed deploy has left is found and removed. @default not at all: `testbed sweep` says so */
  readonly sweep?: CloudSweep;
  /** What the cluster costs while it runs, as lines for people. @default not known */
  costText?(spec: Spec): string;
}

/** A spec as a user writes it, with the parts that clouds own. */
export type CloudSpecInput = TestbedSpecInput & Readonly<Record<string, unknown>>;

/** The schemas of the clouds' own parts, for whoever reads specs. */
export function specParts(clouds: readonly Cloud[]): SpecParts {
  return Object.fromEntries(clouds.map(({ name, specSchema }) => [name, specSchema]));
}

/** How specs are read that may have parts of these clouds. */
export function specReading(clouds: readonly Cloud[]): Pick<SpecReading<SpecParts>, 'parts' | 'nodeList'> {
  return {
    parts: specParts(clouds),
    nodeList: (spec) => {
      for (const cloud of clouds) {
        const list = cloud.nodeList?.(spec);
        if (list) return list;
      }
      return undefined;
    },
  };
}
