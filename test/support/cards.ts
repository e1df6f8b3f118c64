/** Cards of nodes as people have them. */
import type { TestbedSpecInput } from '../../lib/plan';

/** As Vagrant has them with VirtualBox. */
export const cardsOfVagrant = {
  zones: [{ name: 'a', nodeCidr: '192.168.56.0/24' }],
  cards: [
    { name: 'eth0', network: 'nat' },
    { name: 'eth1', network: 'nodes' },
  ],
} as const satisfies TestbedSpecInput;

/** Two subnets: all that leaves goes by the other one. */
export const cardsOfRacks = {
  cards: [
    { name: 'eth0', network: 'nodes' },
    { name: 'eth1', network: 'subnet', cidr: '10.20.0.0/24', mtu: 1400, defaultRoute: true },
  ],
} as const satisfies TestbedSpecInput;
