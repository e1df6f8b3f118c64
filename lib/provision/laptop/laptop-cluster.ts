/**
 * What kind and Minikube have in common: a cluster on one machine that gets the plan's ranges and shares, no CNI of its
 * own, and then the chosen CNI's chart. The machine gives the nodes their addresses, so those of the plan do not count.
 */
import { stringify } from 'yaml';
import { renderFile } from '../../base/render';
import { versions } from '../../base/versions';
import type { Deployment } from '../../cni';
import { Address, type Family } from '../../net';
import { type Plan, type PlanNode, type Problem, refuse, shareOf } from '../../plan';
import type { Testbed } from '../../testbed';
import { chartFiles, table } from '../install/chart-files';
import { deploymentOf, externalProblems, ownBlocksProblems } from '../machine-cluster';
import type { LaptopExport } from './laptop-export';

/** A cluster of nodes that run on one machine, by kind or Minikube. */
export interface LaptopCluster {
  readonly testbed: Testbed;
  readonly deployment: Deployment;
  /** The plan with the names that the cluster gives its nodes. */
  readonly plan: Plan;
}

/** Stands for the API server's address, which is not known yet; install.sh fills it in (RFC 5737). */
const unknownAddress = Address.parse('192.0.2.1');

/** @throws SpecError where the CNI cannot be put on a real cluster */
export function laptopCluster(
  testbed: Testbed,
  nameOf: (node: PlanNode, place: number) => string,
): LaptopCluster {
  const { cni, plan } = testbed;
  const deployment = deploymentOf(cni);
  refuse([...cardProblems(plan), ...ownBlocksProblems(testbed.spec), ...externalProblems(testbed.spec)]);
  const places = { 'control-plane': 0, worker: 0 };
  const nodes = plan.nodes.map((node) => ({ ...node, name: nameOf(node, ++places[node.role]) }));
  const apiEndpoint = { ...plan.apiEndpoint, address: unknownAddress };
  return { testbed, deployment, plan: { ...plan, nodes, apiEndpoint } };
}

/** The program that makes the nodes gives each one card. */
function cardProblems({ cards = [] }: Plan): Problem[] {
  if (cards.length === 0) return [];
  return [
    {
      code: 'laptop/cards',
      field: 'cards',
      value: cards.map(({ name }) => name).join(', '),
      rule: 'the nodes are containers or machines that kind or Minikube makes, with one card each',
      remedy: 'Leave cards and nodeCard out of this export',
    },
  ];
}

/**
 * The CNI's part, the nodes' shares, the spec for the test, and the script that puts all of it in place.
 * @param remove the command that removes the cluster
 */
export function installFiles(
  { testbed, deployment, plan }: LaptopCluster,
  { context, remove }: Pick<LaptopExport, 'context' | 'remove'>,
  copiesPlugins: boolean,
): LaptopExport['files'] {
  const { cni, choice, spec } = testbed;
  return {
    'testbed.yaml': stringify(JSON.parse(JSON.stringify(spec))),
    'nodes.tsv': table(plan.nodes.map((node) => [node.name, ...shares(plan, node)])),
    ...chartFiles({ cni, choice, plan, chart: deployment.chart(plan, choice) }),
    'install.sh': renderFile('provision/laptop/install.sh', {
      context,
      startAnew: `${remove.join(' ')}, make it again, and run this again`,
      plugins: copiesPlugins ? (deployment.hostPlugins ?? []).join(' ') : '',
      pluginsVersion: versions.cniPlugins,
      unknownAddress: `${unknownAddress}`.replaceAll('.', '\\.'),
    }),
  };
}

/** Ranges of all families in use, as Kubernetes writes dual stack. */
export function joined(plan: Plan, ranges: Readonly<Partial<Record<Family, unknown>>>): string {
  return plan.families.map((family) => `${ranges[family]}`).join(',');
}

function shares({ families }: Plan, node: PlanNode): string[] {
  return families.map((family) => `${shareOf(node, family)}`);
}
