/** A lab that the scripted kubectl takes for a cluster: Jobs and servers run in its namespaces, for real. */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Plan } from '../../lib/plan';
import { agents, apiNode, type FakeNode, ipsByPart } from './fake-cluster';

const root = join(__dirname, '..', '..');
const bundle = join(root, 'dist', 'job-prober.js');
const program = join(root, 'dist', 'testbed.js');

/** The built command, as a user runs it. */
export function runTestbed(...args: string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    env: process.env,
  });
}

/** Nodes of a lab with three pods a node: one serves, one asks, one is guarded. */
export function nodesOf(plan: Plan): FakeNode[] {
  return plan.nodes.map(({ name, address, pods, podCidr }) => ({
    name,
    address: `${address.ipv4}`,
    pods: pods.map((pod) => `${pod.address.ipv4}`) as unknown as FakeNode['pods'],
    podCidr: `${podCidr?.ipv4}`,
  }));
}

/** Everything is run by `testbed exec` at the place that has the pod's address. */
export function labScenario(lab: string, nodes: readonly FakeNode[]) {
  const places = nodes.flatMap(({ name }) => [
    [`pod ${name}`, `pod:${name}/0`],
    [`prober pod ${name}`, `pod:${name}/1`],
    [`guarded ${name}`, `pod:${name}/2`],
    [`node ${name}`, `node:${name}`],
    [`prober node ${name}`, `node:${name}`],
  ]);
  return {
    nodes: nodes.map((node) => apiNode(node)),
    ips: ipsByPart(nodes),
    daemonSets: agents('kube-flannel-ds'),
    exec: {
      command: [process.execPath, program, 'exec', '--name', lab],
      places: Object.fromEntries(places),
      bundle,
    },
  };
}
