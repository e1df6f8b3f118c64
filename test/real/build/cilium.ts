/** Cilium: agent, operator, CNI plug-in, chart and the sources of its eBPF programs, of one Go module. */
import type { CniParts } from './cni';
import { goStep } from './go/build';
import { filesStep } from './go/files';
import { baseStep } from './image/base';
import { archiveFile, archiveStep, type ImagePlan } from './image/step';
import { programSteps } from './programs';
import { llvm, versions } from './versions';

const cilium = { path: 'github.com/cilium/cilium', version: versions.cilium };
const chart = 'charts/cilium';

/** In the folder of the parts. */
export const clusterPoliciesFile = 'manifests/cluster-network-policies.yaml';

/** What both builds share: Makefile.defs has the tag. */
const common = {
  module: cilium,
  into: 'cilium',
  strings: { [`${cilium.path}/pkg/version.ciliumVersion`]: versions.cilium.slice(1) },
  instead: {
    'github.com/osrg/gobgp/v4': { version: versions.gobgp },
    'sigs.k8s.io/mcs-api/controllers': { own: 'mcs-api-controllers' },
  },
};
const tag = 'osusergo';

const agent = goStep({
  ...common,
  name: 'cilium-agent',
  programs: {
    'cilium-agent': 'daemon',
    'cilium-cni': 'plugins/cilium-cni',
    'cilium-dbg': 'cilium-dbg',
    'cilium-health': 'cilium-health',
    'cilium-health-responder': 'cilium-health/responder',
    'cilium-mount': 'tools/mount',
    'cilium-sysctlfix': 'tools/sysctlfix',
  },
  tags: [tag],
});

/** operator/Makefile has the tag of each variant. */
const operator = goStep({
  ...common,
  name: 'cilium-operator',
  programs: { 'cilium-operator-generic': 'operator' },
  tags: [tag, 'ipam_provider_operator'],
});

const scripts = {
  'init-container.sh': 'images/cilium/init-container.sh',
  'install-plugin.sh': 'plugins/cilium-cni/install-plugin.sh',
  'cni-uninstall.sh': 'plugins/cilium-cni/cni-uninstall.sh',
};

const files = filesStep('cilium-files', cilium, {
  [chart]: 'install/kubernetes/cilium',
  'cilium/bpf': 'bpf',
  ...Object.fromEntries(Object.entries(scripts).map(([name, path]) => [`cilium/${name}`, path])),
});

/** As images/cilium/Dockerfile and images/runtime/Dockerfile put them together, without Envoy and Hubble. */
const agentImage: ImagePlan = {
  name: () => `quay.io/cilium/cilium:${versions.cilium}`,
  base: true,
  linked: { clang: `/usr/bin/clang-${llvm}`, llc: `/usr/bin/llc-${llvm}` },
  files: {
    programs: {
      ...Object.fromEntries(
        ['agent', 'dbg', 'health', 'health-responder', 'mount', 'sysctlfix'].map((name) => [
          `/usr/bin/cilium-${name}`,
          `cilium/cilium-${name}`,
        ]),
      ),
      ...Object.fromEntries(Object.keys(scripts).map((name) => [`/${name}`, `cilium/${name}`])),
      '/opt/cni/bin/cilium-cni': 'cilium/cilium-cni',
      '/cni/loopback': 'cni-plugins/loopback',
    },
    files: { '/var/lib/cilium/bpf': 'cilium/bpf' },
    links: { '/usr/bin/cilium': 'cilium-dbg' },
    folders: ['/home/cilium'],
  },
  start: { Cmd: ['/usr/bin/cilium-dbg'], WorkingDir: '/home/cilium', Env: ['INITSYSTEM=SYSTEMD'] },
};

const operatorImage: ImagePlan = {
  name: () => `quay.io/cilium/operator-generic:${versions.cilium}`,
  base: true,
  files: { programs: { '/usr/bin/cilium-operator-generic': 'cilium/cilium-operator-generic' } },
  start: { Cmd: ['cilium-operator-generic'] },
};

/** Policies of the whole cluster are a definition that the cluster must have before Cilium starts. */
const clusterPolicies = filesStep(
  'cluster-policies',
  { path: 'sigs.k8s.io/network-policy-api', version: versions.networkPolicyApi },
  { [clusterPoliciesFile]: 'config/crd/standard/policy.networking.k8s.io_clusternetworkpolicies.yaml' },
);

/** Everything of Cilium; its chart must be installed without digests, as these images have others. */
export function ciliumParts(): CniParts {
  const made = [agent, operator, files, programSteps.cniPlugins, baseStep()];
  const images = archiveStep('cilium', made, [agentImage, operatorImage]);
  return { steps: [agent, operator, files, clusterPolicies, images], images: [archiveFile('cilium')] };
}
