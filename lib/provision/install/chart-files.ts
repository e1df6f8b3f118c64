/** The files that install-chart.sh installs a CNI from: the same on a laptop's cluster and on AWS. */
import { stringify } from 'yaml';
import { packageFile } from '../../base/render';
import type { Chart, ChartSource, Cni, CniChoice } from '../../cni';
import type { Plan } from '../../plan';

/** The CNI that a cluster gets, and how. */
export interface ChartWanted {
  readonly cni: Cni;
  readonly choice: CniChoice;
  readonly chart: Chart;
  readonly plan: Plan;
}

/** Files by name. */
export function chartFiles(wanted: ChartWanted): Readonly<Record<string, string>> {
  const { cni, chart } = wanted;
  return {
    'chart.tsv': table([[cni.name, chart.namespace, ...chartArguments(chart)]]),
    'fixed.txt': lines(fixed(wanted)),
    'namespace.yaml': stringify(namespaceOf(chart)),
    'values.yaml': stringify(chart.values),
    'crds.tsv': table(chart.crds.map(chartArguments)),
    'manifests.yaml': chart.manifests.map((object) => `---\n${stringify(object)}`).join(''),
    'ready.tsv': table(chart.ready),
    'install-chart.sh': packageFile('provision/install/install-chart.sh'),
  };
}

/** Lists, one a line, their parts separated by tabs: what `read` of every shell takes apart. */
export function table(lists: readonly (readonly string[])[]): string {
  return lines(
    lists.map((list) => {
      for (const part of list)
        if (part === '' || /[\t\n]/.test(part)) throw new Error(`no part of a line: ${JSON.stringify(part)}`);
      return list.join('\t');
    }),
  );
}

/** What a second install must find as it is: people read these lines where it does not. */
function fixed({ cni, choice, chart, plan }: ChartWanted): string[] {
  return [
    `cni ${cni.name}`,
    `mode ${choice.mode.name}`,
    `data plane ${choice.dataPlane}`,
    ...plan.families.map((family) => `pod network ${plan.podCidr[family]}`),
    ...(chart.fixed ?? []),
  ];
}

/** A repository of OCI images is part of the chart's name. */
function chartArguments({ repository, name, version }: ChartSource): string[] {
  const where = repository.startsWith('oci://') ? [`${repository}/${name}`] : [name, '--repo', repository];
  return [...where, '--version', version];
}

function namespaceOf({ namespace, namespaceLabels }: Chart): object {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: namespaceLabels } };
}

const lines = (items: readonly string[]): string => items.map((item) => `${item}\n`).join('');
