/** The root file system of nodes: a small Debian of a release that the product takes machines of. */
import { join } from 'node:path';
import { basePackages, release, smallDebian } from './image/base';
import type { Step } from './step';

const packages = [
  ...basePackages,
  ...['runc', 'ethtool', 'socat', 'jq', 'curl'],
  ...['systemd', 'systemd-sysv', 'dbus', 'openssh-server', 'sudo', 'iputils-ping'], // what machines have
];

const output = 'node-root';

/** Debian 13 where this machine has Debian, whose mirror has it too. */
const nodeRelease = () => (release() === 'bookworm' ? 'trixie' : release());

/** The work that makes it: needs root. */
export const nodeRootStep = (): Step => ({
  name: 'node-root',
  what: `the root file system of nodes, of Debian ${nodeRelease()}`,
  recipe: { packages, release: nodeRelease() },
  outputs: [output],
  build: (folder) => smallDebian(join(folder, output), packages, nodeRelease()),
});
