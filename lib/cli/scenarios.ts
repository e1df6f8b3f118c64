import type { TestbedSpecInput } from '../plan';

/** The source document's pictures, as specs: nodes 192.168.1.2 and .3, pods in 10.244.0.0/24. */
const documentNodes: TestbedSpecInput = {
  zones: [{ name: 'a', nodeCidr: '192.168.1.0/24' }],
  firstNodeHost: 2,
};

export const scenarios: Readonly<
  Record<string, { readonly about: string; readonly spec: TestbedSpecInput }>
> = {
  'single-node': {
    about: 'one node, 192.168.1.2, whose pods share the internal network 10.244.0.0/24',
    spec: { ...documentNodes, name: 'single-node', cni: 'none', workers: 0, podsPerNode: 2 },
  },
  conflict: {
    about: 'two nodes without a CNI: both use 10.244.0.0/24 and both have a pod 10.244.0.2',
    spec: { ...documentNodes, name: 'conflict', cni: 'none', workers: 1, podsPerNode: 1 },
  },
  cluster: {
    about: 'the same two nodes with Flannel: every pod has an address of its own and reaches every other one',
    spec: { ...documentNodes, name: 'cluster', cni: 'flannel', workers: 1, podsPerNode: 1 },
  },
};
