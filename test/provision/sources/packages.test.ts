import { cnis } from '../../../lib/cni';
import { clusterAssets } from '../../../lib/provision/boot/assets';
import type { Machines } from '../../../lib/provision/boot/machines';
import { ownFiles } from '../../../lib/provision/boot/own-files';
import { sourceProblems } from '../../../lib/provision/sources/problems';
import { sourcesSchema } from '../../../lib/provision/sources/spec';
import type { SourcesInput } from '../../../lib/provision/sources/spec-input';
import { clusterWith } from './sources';

/** Lines of node.env that say where something is. */
function placesOf(sources: SourcesInput): string[] {
  const cluster = clusterWith(sources);
  const machines = { processor: 'amd64' } as Machines;
  const files = ownFiles(cluster, machines, cluster.plan.nodes[0]!, { generation: 'g', connectivity: false });
  const environment = files.find(({ path }) => path === '/etc/testbed/node.env')!.content;
  return environment.split('\n').filter((line) => /PACKAGES=|ARCHIVES=/.test(line));
}

/** What Helm is called with: the chart's line, and those of its definitions. */
function chartsOf(cni: string, sources: SourcesInput): string[] {
  const files = JSON.parse(clusterAssets(clusterWith(sources, { cni }))['assets/cni.json']!);
  return `${files['chart.tsv']}${files['crds.tsv']}`.trim().split('\n');
}

test('packages and archives come from their makers, or from where the spec has them', () => {
  expect(placesOf({})).toEqual([
    'KUBERNETES_PACKAGES=https://pkgs.k8s.io/core:/stable:/v1.36/deb',
    'HELM_ARCHIVES=https://get.helm.sh',
  ]);
  expect(
    placesOf({ packages: { kubernetes: 'https://m:8443/k8s/', helm: 'http://[fd00::1]/helm' } }),
  ).toEqual(['KUBERNETES_PACKAGES=https://m:8443/k8s', 'HELM_ARCHIVES=http://[fd00::1]/helm']);
});

describe.each(cnis.filter(({ deployment }) => deployment).map(({ name }) => name))('charts of %s', (cni) => {
  test('come from one repository of the site, definitions too, in the same versions', () => {
    const usual = chartsOf(cni, {});
    const moved = chartsOf(cni, { charts: { [cni]: 'https://charts.example.com/' } });
    expect(moved).toEqual(
      usual.map((line) => line.replace(/--repo\t\S+/, '--repo\thttps://charts.example.com')),
    );
    expect(moved).not.toEqual(usual);
  });

  test('come from a registry by the name of the chart', () => {
    const [line] = chartsOf(cni, { charts: { [cni]: 'oci://registry.example.com/charts' } });
    expect(line).toMatch(/\toci:\/\/registry\.example\.com\/charts\/[\w.-]+\t--version\t/);
  });

  test('stay where they are if the site has those of others alone', () => {
    const other = cnis.find(({ name, deployment }) => deployment && name !== cni)!.name;
    expect(chartsOf(cni, { charts: { [other]: 'https://m' } })).toEqual(chartsOf(cni, {}));
  });
});

test('charts of what is no CNI are refused by name', () => {
  const sources = sourcesSchema.parse({ charts: { typo: 'https://m', none: 'oci://m' } });
  expect(
    sourceProblems(sources, cnis, 'machines.sources').map(({ code, field }) => `${code} ${field}`),
  ).toEqual(['not-a-choice machines.sources.charts.typo', 'not-a-choice machines.sources.charts.none']);
});
