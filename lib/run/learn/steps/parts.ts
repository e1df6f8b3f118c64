/** What steps have in common: their scenarios, the nodes as people know them, and what results say of single pairs. */
import { required } from '../../../base/required';
import type { CheckResult } from '../../../check';
import { cnis, cniTitle } from '../../../cni';
import { inFamily } from '../../../net';
import { gatewaysOf, shareOf } from '../../../plan';
import type { Results } from '../../../results';
import type { Testbed } from '../../../testbed';
import { scenarios } from '../../spec/scenarios';
import { requestedSpec } from '../../spec/spec-request';
import type { Step, Values } from '../step';

/** The spec of a scenario. */
export function scenario(name: string): Step['spec'] {
  return () => requestedSpec({ input: required(scenarios[name], `scenario ${name}`).spec });
}

/** A node with its pods, by IPv4. */
export interface NodeFacts {
  readonly name: string;
  readonly node: string;
  readonly range: string;
  readonly gateway: string;
  /** Address and id of its first pod. */
  readonly pod: string;
  readonly id: string;
  /** Of its second pod. @default it has none */
  readonly secondPod?: string;
  /** Ids of all its pods. */
  readonly ids: readonly string[];
}

/** The first two nodes of a testbed. @throws Error where it has fewer */
export function twoNodes(planned: Planned): readonly [NodeFacts, NodeFacts] {
  return [nodeOf(planned, 0), nodeOf(planned, 1)];
}

/** A node by its position from 0. @throws Error where there is none */
export function nodeOf({ plan, datapath }: Planned, position: number): NodeFacts {
  const node = required(plan.nodes[position], `node ${position}`);
  const pods = datapath.endpoints.filter((one) => one.kind === 'pod' && one.node === node.name);
  const [first, second] = [pods[0], pods[1]].map((pod) => pod && `${inFamily(pod.address, 'ipv4')}`);
  return {
    name: node.name,
    node: `${inFamily(node.address, 'ipv4')}`,
    range: `${shareOf(node, 'ipv4')}`,
    gateway: `${inFamily(gatewaysOf(node), 'ipv4')}`,
    pod: required(first, `pod on ${node.name}`),
    id: required(pods[0], `pod on ${node.name}`).id,
    secondPod: second,
    ids: pods.map(({ id }) => id),
  };
}

/** The first two nodes and their shares, as texts name them. */
export function sharesNamed(planned: Planned): Values {
  const [first, second] = twoNodes(planned);
  return {
    ...{ first: first.name, firstRange: first.range },
    ...{ second: second.name, secondRange: second.range },
  };
}

/** The CNI in its mode, as titles say it. */
export const titleOf = ({ cni, choice }: Testbed): string => cniTitle(cnis, cni.name, choice.mode.name);

type Planned = Pick<Testbed, 'plan' | 'datapath'>;

/** What one pod got of another one by TCP. @throws Error where that was not asked */
export function exchange({ checks }: Results, from?: string, to?: string): CheckResult {
  const found = checks.find((one) => one.protocol === 'tcp' && one.from === from && one.to === to);
  return required(found, `check by TCP from ${from} to ${to}`);
}

/** The source address that the receiver saw; where nothing was measured, that it should see. */
export function seenSource({ observed, predicted }: CheckResult): string | undefined {
  const source = (observed ?? predicted).source;
  return source === undefined ? undefined : `${source}`;
}

/** Whether every one of these reaches every one of those. */
export function reaches({ checks }: Results, from: readonly string[], to: readonly string[]): boolean {
  const between = checks.filter((one) => one.protocol && from.includes(one.from) && to.includes(one.to));
  const exchanges = between.filter((one) => one.from !== one.to);
  return exchanges.length > 0 && exchanges.every(({ verdict }) => verdict === 'pass');
}

/** The key of the choice that stands for a value; what none stands for is said so. */
export function namedBy(value: unknown, choices: Readonly<Record<string, unknown>>): string {
  return Object.keys(choices).find((key) => choices[key] === value) ?? 'none of these';
}

/** How many checks were made, and what became of them. */
export function counts<K extends 'asked' | 'passed' | 'failed'>({ summary }: Results, ...names: K[]): Values {
  const { total, skip, pass, fail } = summary;
  const all = { asked: total - skip, passed: pass, failed: fail };
  return Object.fromEntries(names.map((name) => [name, `${all[name]}`]));
}
