/** All that the machines of a cluster fetch, as far as it is known before: the same data that their boot uses. */
import { helmSha256, kubernetesPackage, versions } from '../../base/versions';
import { defaultCaptureImage, defaultImage } from '../../cluster/manifests/options';
import type { ChartSource } from '../../cni';
import type { MachineCluster } from '../machine-cluster';
import { chartFrom, packagesOf } from './places';

/** What a site must have for a cluster. */
export interface Needed {
  /** Debian packages of Kubernetes, and the repository that has them. */
  readonly kubernetesPackages: {
    readonly repository: string;
    /** Those without a version are installed in the newest one that the repository has. */
    readonly packages: readonly { readonly name: string; readonly version?: string }[];
  };
  /** Packages of the system's own archives, in the version that these have. */
  readonly systemPackages: readonly string[];
  /** Files with their digests. */
  readonly archives: readonly { readonly name: string; readonly url: string; readonly sha256: string }[];
  /** The CNI's charts in the order in which they go in. */
  readonly charts: readonly ChartSource[];
  /** Images that are known by name; `mirror` is where they come from in place of their registry. */
  readonly images: readonly { readonly image: string; readonly mirror?: string }[];
  /** Commands that name the others: kubeadm's own, and that of the chart, which reads `values`. */
  readonly moreImages: readonly string[];
  /** Values of the last chart. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Everything that the cluster's machines fetch. */
export function neededBy({ cni, choice, plan, deployment, sources }: MachineCluster): Needed {
  const packages = packagesOf(sources);
  const chart = chartFrom(sources, cni, deployment.chart(plan, choice));
  const { kubeProxy } = deployment.kubeadm(choice);
  const names = [
    ...['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'],
    ...(kubeProxy === 'disabled' ? [] : ['kube-proxy']),
  ].map((name) => `registry.k8s.io/${name}:v${versions.kubernetes}`);
  const images = [...names, `registry.k8s.io/pause:${versions.pause}`, defaultImage, defaultCaptureImage];
  return {
    kubernetesPackages: {
      repository: packages.kubernetes,
      packages: [
        ...['kubelet', 'kubeadm', 'kubectl'].map((name) => ({ name, version: kubernetesPackage })),
        { name: 'cri-tools' },
      ],
    },
    systemPackages: ['jq', 'containerd', 'runc'],
    archives: Object.entries(helmSha256).map(([machine, sha256]) => {
      const name = `helm-${versions.helm}-linux-${machine}.tar.gz`;
      return { name, url: `${packages.helm}/${name}`, sha256 };
    }),
    charts: [...chart.crds, chart].map(({ repository, name, version }) => ({ repository, name, version })),
    images: images.map((image) => {
      const mirror = sources?.images[image.slice(0, image.indexOf('/'))];
      return { image, ...(mirror !== undefined && { mirror }) };
    }),
    moreImages: [
      `kubeadm config images list --kubernetes-version v${versions.kubernetes}`,
      `helm template ${[cni.name, ...whereOf(chart)].join(' ')} --version ${chart.version} --namespace ${chart.namespace} --values -`,
    ],
    values: chart.values,
  };
}

const whereOf = ({ repository, name }: ChartSource): string[] =>
  repository.startsWith('oci://') ? [`${repository}/${name}`] : [name, '--repo', repository];

/** One address each that shows whether a machine reaches these sources. @param processor in Debian's words */
export function probesOf(
  { kubernetesPackages, archives, charts, images }: Needed,
  processor: string,
): string[] {
  return [
    `${kubernetesPackages.repository}/Release.key`,
    ...archives.filter(({ name }) => name.includes(`-${processor}.`)).map(({ url }) => url),
    ...charts.map(({ repository }) =>
      repository.startsWith('oci://')
        ? `https://${new URL(repository.replace('oci:', 'https:')).host}/v2/`
        : `${repository.replace(/\/$/, '')}/index.yaml`,
    ),
    ...images.map(({ image, mirror }) => registryProbe(mirror ?? registryUrl(image))),
  ].filter((url, i, all) => all.indexOf(url) === i);
}

/** Docker's registry has another name than its images. */
const registryUrl = (image: string) =>
  `https://${image.slice(0, image.indexOf('/')).replace(/^docker\.io$/, 'registry-1.docker.io')}`;

/** The root of a registry's API, which says 200 or 401. @param url its path is that of the API, where there is one */
const registryProbe = (url: string) => `${url.replace(/\/$/, '').replace(/^(https?:\/\/[^/]+)$/, '$1/v2')}/`;
