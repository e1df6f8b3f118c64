/**
 * What kind and Minikube have in common: a cluster on one machine that gets the plan's ranges and shares, no CNI of its
 * own, and then the chosen CNI's chart. The machine gives the nodes their addresses, so those of the plan do not count.
 */
import { stringify } from 'yaml';
import type { Chart, ChartSource, Deployment } from '../../cni';
import { Address, type Family } from '../../net';
import { type Plan, type PlanNode, refuse } from '../../plan';
import { renderFile } from '../../render';
import type { Testbed } from '../../testbed';
import { versions } from '../../versions';

/** Files by name. */
export type ExportFiles = Readonly<Record<string, string>>;

export interface LaptopCluster {
  readonly testbed: Testbed;
  readonly deployment: Deployment;
  /** The plan with the names that the cluster gives its nodes. */
  readonly plan: Plan;
}

/** Stands for the API server's address, which nobody knows yet; install.sh fills it in (RFC 5737). */
const unknownAddress = Address.parse('192.0.2.1');

/** @throws SpecError where the CNI cannot be put on a real cluster */
export function laptopCluster(
  testbed: Testbed,
  nameOf: (node: PlanNode, place: number) => string,
): LaptopCluster {
  const { cni, plan } = testbed;
  if (!cni.deployment)
    refuse([
      {
        field: 'cni',
        value: `"${cni.name}"`,
        rule: 'it exists in the lab only, there is nothing to install on a cluster',
        remedy: 'Choose a CNI that has a chart',
      },
    ]);
  const places = { 'control-plane': 0, worker: 0 };
  const nodes = plan.nodes.map((node) => ({ ...node, name: nameOf(node, ++places[node.role]) }));
  const apiEndpoint = { ...plan.apiEndpoint, address: unknownAddress };
  return { testbed, deployment: cni.deployment!, plan: { ...plan, nodes, apiEndpoint } };
}

/** The CNI's part, the nodes' shares, the spec for the test, and the script that puts all of it in place. */
export function installFiles(
  { testbed, deployment, plan }: LaptopCluster,
  context: string,
  copiesPlugins: boolean,
): ExportFiles {
  const chart = deployment.chart(plan, testbed.choice);
  return {
    'testbed.yaml': stringify(JSON.parse(JSON.stringify(testbed.spec))),
    'nodes.tsv': lines(plan.nodes.map((node) => [node.name, ...shares(plan, node)])),
    'namespace.yaml': stringify(namespaceOf(chart)),
    'values.yaml': stringify(chart.values),
    'crds.tsv': lines(chart.crds.map(chartArguments)),
    'manifests.yaml': chart.manifests.map((object) => `---\n${stringify(object)}`).join(''),
    'ready.tsv': lines(chart.ready),
    'install.sh': renderFile('kubernetes/export/install.sh', {
      context,
      namespace: chart.namespace,
      release: testbed.cni.name,
      chart: chartArguments(chart).join(' '),
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

function shares({ families }: Plan, { podCidr }: PlanNode): string[] {
  return families.map((family) => `${podCidr[family]}`);
}

/** A repository of OCI images is part of the chart's name. */
function chartArguments({ repository, name, version }: ChartSource): string[] {
  const where = repository.startsWith('oci://') ? [`${repository}/${name}`] : [name, '--repo', repository];
  return [...where, '--version', version];
}

function namespaceOf({ namespace, namespaceLabels }: Chart): object {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: namespaceLabels } };
}

/** One list a line, its parts separated by tabs: what `read` of every shell takes apart. */
function lines(lists: readonly (readonly string[])[]): string {
  return lists.map((list) => `${list.join('\t')}\n`).join('');
}
