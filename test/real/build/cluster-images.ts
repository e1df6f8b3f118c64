/** Images that every cluster asks for, whatever its CNI. */
import { realpathSync } from 'node:fs';
import { exec } from '../../../lib/base/exec';
import { defaultCaptureImage, defaultImage } from '../../../lib/cluster/manifests/options';
import { inCache } from './cache';
import { ownStep } from './go/own';
import { baseStep } from './image/base';
import { archiveFile, archiveStep, type ImagePlan } from './image/step';
import { programSteps } from './programs';
import type { Step } from './step';
import { versions } from './versions';

/** Names of images that the product's Jobs run in. */
export const ownImages = {
  /** Node of this machine, for probes and measurements. */
  node: 'localhost/cni-testbed/node:real',
  /** The base alone, for captures. */
  netshoot: 'localhost/cni-testbed/netshoot:real',
} as const;

/** Archives: what only the node with the control plane runs, and what every node runs. */
const archives = { control: 'control-plane', node: 'node' } as const;

/** Files of the archives, each of several images. */
export const clusterImages: readonly string[] = Object.values(archives).map(archiveFile);

/** The name that kubeadm asks for an image by: it ends with `/NAME:VERSION`. */
async function kubeadmName(name: string): Promise<string> {
  const listed = ['config', 'images', 'list', '--kubernetes-version', versions.kubernetes];
  const names = (await exec(inCache('bin/kubeadm'), listed)).split('\n');
  const found = names.find((each) => each.includes(`/${name}:`));
  if (found) return found;
  throw new Error(`kubeadm asks for no image ${name}, but for ${names.join(' ')}`);
}

/** As the kubelet's runtime looks for it: of a name with a tag and a digest, it leaves out the tag. */
function nameByDigest(name: string): string {
  return name.replace(/:[^:@]+@/, '@');
}

/** One static program, which pods start by its name or path. */
const single = (name: string, path = `/usr/local/bin/${name}`, from = 'bin'): ImagePlan => ({
  name: () => kubeadmName(name),
  files: { programs: { [path]: `${from}/${name}` } },
  start: { Entrypoint: [path] },
});

/** Paths as kubeadm's manifests have them: kubernetes/kubernetes, cmd/kubeadm/app/phases/{controlplane,etcd,addons}. */
const controlPlane = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd'].map((name) =>
  single(name),
);

const everyNode: readonly ImagePlan[] = [
  { ...single('kube-proxy'), base: true },
  single('coredns', '/coredns'),
  single('pause', '/pause', 'own'),
  {
    ...{ name: () => ownImages.node, also: defaultImage, base: true },
    linked: { node: realpathSync(process.execPath) },
    start: { Cmd: ['node'] },
  },
  {
    ...{ name: () => ownImages.netshoot, also: nameByDigest(defaultCaptureImage), base: true },
    start: { Cmd: ['bash'] },
  },
];

/** The work that makes the archives; the programs are built before. */
export function clusterImageSteps(): readonly Step[] {
  const pause = ownStep('pause', 'own');
  const { kubernetes, coredns, etcd } = programSteps;
  return [
    pause,
    archiveStep(archives.node, [kubernetes, coredns, pause, baseStep()], everyNode),
    archiveStep(archives.control, [kubernetes, etcd], controlPlane),
  ];
}
