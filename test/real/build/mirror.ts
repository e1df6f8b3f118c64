/**
 * What the world outside has for machines that boot as nodes, as files by host and path: packages and Helm, built here.
 * A server of the run gives them out under these names (cluster/machine/world.ts).
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { exec } from '../../../lib/base/exec';
import { packageRoot } from '../../../lib/base/package-root';
import { versions as product } from '../../../lib/base/versions';
import { inCache } from './cache';
import { contentOf } from './content';
import type { DebianPackage } from './debian/package';
import { forgetKey, makeKey, writeRepository } from './debian/repository';
import { programSteps } from './programs';
import { keyOf, type Step } from './step';
import { versions } from './versions';

const output = 'mirror';

/** The folder. */
export const mirrorFolder = inCache(output);

/** Host of a repository with a newer containerd than the system's own, as the product's check asks its user to add one. */
export const archiveHost = 'archive.cni-testbed.internal';

/** Hosts that the files are of. */
export const mirrorHosts = ['pkgs.k8s.io', 'get.helm.sh', archiveHost] as const;

const ownFiles = join(packageRoot, 'test/real/build/debian/files');

/** The work that makes it of what earlier steps have built. */
export const mirrorStep = (): Step => {
  const { kubernetes, containerd, criTools, cniPlugins, helm } = programSteps;
  const made = [kubernetes, containerd, criTools, cniPlugins, helm].map(keyOf);
  return {
    name: 'mirror',
    what: 'repositories of packages for machines',
    recipe: { format: 1, packages: packages(), files: contentOf(ownFiles), made },
    outputs: [output],
    build: (folder) => writeMirror(join(folder, output), folder),
  };
};

async function writeMirror(mirror: string, beside: string): Promise<void> {
  const [kubernetesHost, helmHost] = mirrorHosts;
  const key = await makeKey(join(beside, 'key'));
  const minor = versions.kubernetes.split('.').slice(0, 2).join('.');
  const { kubernetes, archive } = packages();
  try {
    await writeRepository(
      join(mirror, kubernetesHost, 'core:/stable:', minor, 'deb'),
      kubernetes,
      key,
      beside,
    );
    await writeRepository(join(mirror, archiveHost), archive, key, beside);
  } finally {
    await forgetKey(key);
  }
  const machine = (await exec('dpkg', ['--print-architecture'])).trim();
  mkdirSync(join(mirror, helmHost), { recursive: true });
  const archived = join(mirror, helmHost, `helm-${versions.helm}-linux-${machine}.tar.gz`);
  const renamed = ['--transform', `s,^,linux-${machine}/,`];
  await exec('tar', ['-czf', archived, ...renamed, '-C', inCache('bin'), 'helm']);
}

/** As kubernetes/release makes them (cmd/krel/templates/latest), and as Debian makes its containerd. */
function packages(): {
  readonly kubernetes: readonly DebianPackage[];
  readonly archive: readonly DebianPackage[];
} {
  const version = `${product.kubernetes}-${product.kubernetesPackageRevision}`;
  const program = (name: string) => ({ [`usr/bin/${name}`]: inCache('bin', name) });
  const units = 'usr/lib/systemd/system';
  const plugins = programSteps.cniPlugins.outputs.map((path) => [
    `opt/cni/bin/${path.slice(path.lastIndexOf('/') + 1)}`,
    inCache(path),
  ]);
  return {
    kubernetes: [
      {
        ...{ name: 'kubelet', version, programs: program('kubelet') },
        depends: ['iptables', 'kubernetes-cni', 'iproute2', 'mount', 'util-linux'],
        files: { [`${units}/kubelet.service`]: join(ownFiles, 'kubelet.service') },
      },
      {
        ...{ name: 'kubeadm', version, programs: program('kubeadm') },
        files: { [`${units}/kubelet.service.d/10-kubeadm.conf`]: join(ownFiles, '10-kubeadm.conf') },
      },
      { name: 'kubectl', version, programs: program('kubectl') },
      { name: 'cri-tools', version: `${versions.criTools.slice(1)}-1.1`, programs: program('crictl') },
      {
        ...{ name: 'kubernetes-cni', version: `${versions.cniPlugins.slice(1)}-1.1` },
        programs: Object.fromEntries(plugins),
      },
    ],
    archive: [
      {
        ...{ name: 'containerd', version: `${versions.containerd.slice(1)}-1`, depends: ['runc'] },
        programs: { ...program('containerd'), ...program('containerd-shim-runc-v2'), ...program('ctr') },
        files: { [`${units}/containerd.service`]: join(ownFiles, 'containerd.service') },
        postinst: join(ownFiles, 'containerd.postinst'),
      },
    ],
  };
}
