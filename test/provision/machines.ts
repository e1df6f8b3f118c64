/** Machines of a deployed stack, as they speak in its exchange. */
import { keys } from '../../lib/provision/exchange/keys';
import type { MachineFacts } from '../../lib/provision/exchange/machine-facts';

/** How a machine is named in the exchange; another incarnation is another machine with the node's name. */
export const selfOf = (node: string, incarnation = '0'): string => `AROATEST:i-${incarnation}-${node}`;

/** What a machine says of itself. */
export const factsOf = (node: string, incarnation = '0'): MachineFacts => ({
  id: `i-${incarnation}-${node}`,
  type: 't3.medium',
  zone: 'us-east-1a',
  placementGroup: '',
  machineId: `machine-${incarnation}-${node}`,
  bootId: `boot-${incarnation}-${node}`,
  kernel: '6.17.0-1010-aws',
});

/** The object that says which machines there are. */
export const machinesFile = (nodes: readonly string[], incarnation = '0'): string =>
  JSON.stringify(Object.fromEntries(nodes.map((node) => [node, selfOf(node, incarnation)])));

/** Where a machine's status is, in tests on one set of machines. */
export const statusKey = (node: string): string => keys.status(selfOf(node), node);
/** Where the first control plane says what the Jobs do. */
export const jobsKey: string = keys.connectivityStatus(selfOf('control-plane-1'));
/** Where what a run of them saw is. */
export const observationsKey = (generation: string, run = 1): string =>
  keys.observations(selfOf('control-plane-1'), generation, run);

/** How a step goes that is at its first attempt, or failed at its last. */
export const progressOf = (state: string) => ({
  since: '2026-11-22T11:59:00Z',
  ...{ attempt: state === 'failed' ? 3 : 1, attempts: 3 },
  ...{ lastExit: state === 'failed' ? 1 : 0, lastSeconds: state === 'failed' ? 31 : 0 },
  final: false,
});
