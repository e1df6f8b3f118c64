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

/** The same with a NAT that has IPv6 as well (VirtualBox: `natnetwork modify --ipv6=on`). */
export const cardsOfBothNats = {
  ...cardsOfVagrant,
  cards: [
    { name: 'eth0', network: 'nat', cidrIPv6: 'fd17:625c:f037:2::/64' },
    { name: 'eth1', network: 'nodes' },
  ],
} as const satisfies TestbedSpecInput;

/** Two subnets: all that leaves goes by the other one. */
export const cardsOfRacks = {
  cards: [
    { name: 'eth0', network: 'nodes' },
    {
      name: 'eth1',
      network: 'subnet',
      cidr: '10.20.0.0/24',
      cidrIPv6: 'fd00:10:20::/64',
      mtu: 1400,
      defaultRoute: true,
    },
  ],
} as const satisfies TestbedSpecInput;

/** Those of Vagrant on two hosts, with a router between their zones. */
export const cardsOfTwoHosts = {
  zones: [
    { name: 'a', nodeCidr: '192.168.56.0/24' },
    { name: 'b', nodeCidr: '192.168.57.0/24' },
  ],
  cards: cardsOfVagrant.cards,
} as const satisfies TestbedSpecInput;

/** Two zones, and a second subnet that spans them. */
export const cardsAcrossZones = {
  ...cardsOfRacks,
  zones: [
    { name: 'a', nodeCidr: '192.168.1.0/24' },
    { name: 'b', nodeCidr: '192.168.2.0/24' },
  ],
} as const satisfies TestbedSpecInput;

/** As Hetzner has them: a card that leads out, and one of a private network whose machines meet at its gateway. */
export const cardsOfServers = {
  zones: [{ name: 'a', nodeCidr: '10.0.1.0/24', layer2: false }],
  cards: [
    { name: 'eth0', network: 'nat' },
    { name: 'enp7s0', network: 'nodes' },
  ],
} as const satisfies TestbedSpecInput;

/** Kinds of cards: title, cards with the node's card, and the name of another one. */
export const cardLists = [
  ['of Vagrant', { ...cardsOfVagrant, nodeCard: 'eth1' }, 'eth0'],
  ['in two subnets', { ...cardsOfRacks, nodeCard: 'eth0' }, 'eth1'],
  ['of Vagrant in two zones', { ...cardsOfTwoHosts, nodeCard: 'eth1' }, 'eth0'],
  ['in a subnet that spans two zones', { ...cardsAcrossZones, nodeCard: 'eth0' }, 'eth1'],
  ['in a subnet without layer 2', { ...cardsOfServers, nodeCard: 'enp7s0' }, 'eth0'],
] as const;

/** Modes that leave the way to pods of other zones to the router, and one that goes to neighbours alone. */
const byRouter = ['calico bgp', 'cilium native', 'cilium wireguard'];
const neighboursOnly = ['flannel host-gw'];

const meetAtGateways = ({ zones = [] }: TestbedSpecInput) =>
  zones.length > 1 || zones.some(({ layer2 }) => layer2 === false);

/** The modes that nodes with these cards can have. */
export const modesWith = <M extends readonly [cni: string, mode: string]>(
  cards: TestbedSpecInput,
  modes: M[],
): M[] => (meetAtGateways(cards) ? modes.filter((mode) => !neighboursOnly.includes(mode.join(' '))) : modes);

/** A spec with these cards in the mode, whose router knows each node's pods where the mode goes by that. */
export const inMode = (cards: TestbedSpecInput, cni: string, mode: string): TestbedSpecInput => ({
  ...cards,
  cni,
  mode,
  podRoutes: meetAtGateways(cards) && byRouter.includes(`${cni} ${mode}`),
});
