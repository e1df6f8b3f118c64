/** Specs with nodes behind a 1:1 NAT. */
import type { TestbedSpecInput } from '../../lib/plan';

const zones: TestbedSpecInput['zones'] = [
  { name: 'home', nodeCidr: '192.168.1.0/24' },
  { name: 'cloud', nodeCidr: '10.0.0.0/24' },
];

const behind = (...places: [name: string, externalAddress: string][]): TestbedSpecInput['nodes'] =>
  places.map(([name, externalAddress]) => ({ name, externalAddress }));

/** One node of three, alone in its zone. */
export const oneBehindNat: TestbedSpecInput = { zones, nodes: behind(['worker-1', '198.51.100.11']) };

/** Two nodes of each of two zones: all. */
export const allBehindNat: TestbedSpecInput = {
  zones,
  workers: 3,
  nodes: behind(
    ['control-plane-1', '198.51.100.10'],
    ['worker-1', '198.51.100.11'],
    ['worker-2', '198.51.100.12'],
    ['worker-3', '192.0.2.13'],
  ),
};

/** All three nodes of the only zone. */
export const oneZoneBehindNat: TestbedSpecInput = {
  nodes: behind(
    ['control-plane-1', '198.51.100.10'],
    ['worker-1', '198.51.100.11'],
    ['worker-2', '198.51.100.12'],
  ),
};
