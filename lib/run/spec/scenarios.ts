import type { TestbedSpecInput } from '../../plan';

/** Both nodes of the textbook examples, 192.168.1.2 and .3; pods have addresses from 10.244.0.0/24 on. */
const twoNodes: TestbedSpecInput = {
  zones: [{ name: 'a', nodeCidr: '192.168.1.0/24' }],
  firstNodeHost: 2,
};

/** An example with its spec. */
export interface Scenario {
  /** What it shows, in a line. */
  readonly about: string;
  readonly spec: TestbedSpecInput;
}

/** The textbook examples of pod networking: what one node has, what goes wrong with two, and what a CNI does about it. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  'single-node': {
    about: 'one node, 192.168.1.2, whose pods share the internal network 10.244.0.0/24',
    spec: { ...twoNodes, name: 'single-node', cni: 'none', workers: 0, podsPerNode: 2 },
  },
  conflict: {
    about: 'two nodes without a CNI: both use 10.244.0.0/24 and both have a pod 10.244.0.2',
    spec: { ...twoNodes, name: 'conflict', cni: 'none', workers: 1, podsPerNode: 1 },
  },
  'no-routes': {
    about:
      'the same two nodes with ranges of their own, and no routes: nobody told the nodes where the pods are',
    spec: { ...twoNodes, name: 'no-routes', cni: 'none', mode: 'no-routes', workers: 1, podsPerNode: 2 },
  },
  cluster: {
    about: 'the same two nodes with Flannel: every pod has an address of its own and reaches every other one',
    spec: { ...twoNodes, name: 'cluster', cni: 'flannel', workers: 1, podsPerNode: 1 },
  },
};
