/** The lowest layer of all images that need more than one static program: a small Debian, as this machine's. */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { exec } from '../../../../lib/base/exec';
import { inCache } from '../cache';
import type { Step } from '../step';
import { tarFolder } from './layer';

/** What kube-proxy, the CNIs' agents and captures run. */
export const basePackages = [
  ...['iptables', 'nftables', 'iproute2', 'ipset', 'conntrack', 'wireguard-tools', 'bpftool', 'tcpdump'],
  ...['kmod', 'procps', 'util-linux', 'ca-certificates'],
];

/** What nobody reads in an image, and what debootstrap has copied from this machine. */
const superfluous = [
  ...['doc', 'man', 'locale', 'info', 'lintian', 'i18n', 'bash-completion'].map(
    (name) => `usr/share/${name}`,
  ),
  ...['etc/resolv.conf', 'etc/hostname'],
];

/** Folders that stay, without what is in them. */
const emptied = [
  'var/lib/apt/lists',
  'var/cache/apt',
  'var/cache/debconf',
  'var/log',
  'dev',
  'proc',
  'sys',
  'run',
];

const output = 'layers/base.tar';

/** The layer's file. */
export const baseLayer = inCache(output);

/** The work that makes it: needs root. */
export const baseStep = (): Step => ({
  name: 'base',
  what: `a base of Debian ${release()} for images`,
  recipe: { packages: basePackages, superfluous, emptied, release: release() },
  outputs: [output],
  build: async (folder) => {
    const root = join(folder, 'root');
    mkdirSync(join(folder, 'layers'));
    await smallDebian(root, basePackages);
    await tarFolder(join(folder, output), root, []);
  },
});

/** A root file system with these packages, and little else. Needs root. */
export async function smallDebian(root: string, packages: readonly string[], of = release()): Promise<void> {
  const include = `--include=${packages.join(',')}`;
  const make = ['debootstrap', '--variant=minbase', include, of, root, await mirror()];
  await exec('unshare', ['--mount', ...make]); // what it mounts in the folder ends with it, even where it is killed
  for (const path of superfluous) rmSync(join(root, path), { recursive: true, force: true });
  for (const path of emptied)
    for (const name of readdirSync(join(root, path)))
      rmSync(join(root, path, name), { recursive: true, force: true });
}

/** Paths of all that is in the base. */
export async function pathsInBase(): Promise<ReadonlySet<string>> {
  const names = (await exec('tar', ['-tf', baseLayer])).split('\n');
  return new Set(names.map((name) => name.replace(/^\./, '')));
}

/** Name of this machine's release of its distribution. */
export function release(): string {
  const found = /^VERSION_CODENAME=(\S+)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
  if (found) return found;
  throw new Error(
    '/etc/os-release has no VERSION_CODENAME: images are made of Debian, or what descends from it',
  );
}

/** Where this machine gets its own packages of that release from. */
async function mirror(): Promise<string> {
  const format = '$(RELEASE)|$(CODENAME)|$(COMPONENT)|$(REPO_URI)';
  const targets = ['indextargets', '--format', format, 'Created-By: Packages'];
  for (const line of (await exec('apt-get', targets)).split('\n')) {
    const [suite, codename, component, address] = line.split('|');
    if (address && component === 'main' && [suite, codename].includes(release())) return address;
  }
  throw new Error(`apt has no source of ${release()}: see /etc/apt/sources.list.d`);
}
