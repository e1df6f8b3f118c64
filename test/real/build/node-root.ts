/** The root file system of nodes: a small Debian with a container runtime, as kind's node image has it. */
import { join } from 'node:path';
import { basePackages, release, smallDebian } from './image/base';
import type { Step } from './step';

const packages = [...basePackages, 'containerd', 'runc', 'ethtool', 'socat'];

const output = 'node-root';

/** The work that makes it: needs root. */
export const nodeRootStep = (): Step => ({
  name: 'node-root',
  what: `the root file system of nodes, of Debian ${release()}`,
  recipe: { packages, release: release() },
  outputs: [output],
  build: (folder) => smallDebian(join(folder, output), packages),
});
