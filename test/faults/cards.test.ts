/** Faults of nodes that have several cards. */
import { cnis } from '../../lib/cni';
import { broken, faults } from '../../lib/faults';
import type { Testbed } from '../../lib/testbed';
import {
  cardLists,
  cardsOfBothNats,
  cardsOfRacks,
  cardsOfVagrant,
  inMode,
  modesWith,
} from '../support/cards';
import { causes, faultsWithOtherCauses, predicted, said } from '../support/fault-causes';
import { testbedOf } from '../testbeds';

const deployed = cnis.filter(({ deployment }) => deployment);
const modes = deployed.flatMap(({ name: cni, modes: all }) => all.map(({ name }) => [cni, name] as const));
/** Modes that have no tunnel inside of a subnet, or not from nodes. */
const untunnelled = [
  'flannel vxlan-direct',
  'flannel host-gw',
  'calico vxlan-cross-subnet',
  'calico bgp',
  'calico ipip-cross-subnet',
  'cilium native',
  'cilium wireguard',
];
/** Modes that have no cluster of IPv6 alone. */
const withoutIPv6Alone = ['calico ipip', 'calico ipip-cross-subnet', 'cilium wireguard'];

describe.each(cardLists)('with cards %s', (_, cards) => {
  test.each(modesWith(cards, modes))('%s %s is healthy', (cni, mode) => {
    const testbed = testbedOf(inMode(cards, cni, mode));
    expect(predicted(testbed).filter(({ verdict }) => verdict === 'fail')).toEqual([]);
    expect(causes(testbed)).toEqual([]);
  });

  test.each(deployed.map(({ name }) => name))('every fault of %s has its cause, and no other', (cni) => {
    expect(faultsWithOtherCauses(testbedOf({ ...cards, cni }))).toEqual([]);
  });
});

describe.each([
  ...cardLists,
  ['of Vagrant and a NAT of both families', { ...cardsOfBothNats, nodeCard: 'eth1' }, 'eth0'],
] as const)('with cards %s', (_, cards) => {
  test.each(['dual', 'ipv6'] as const)('every mode that has %s is healthy', (ipFamily) => {
    const having = modesWith(cards, modes).filter(
      ([cni, mode]) => ipFamily === 'dual' || !withoutIPv6Alone.includes(`${cni} ${mode}`),
    );
    const failing = having.filter(([cni, mode]) =>
      predicted(testbedOf({ ...inMode(cards, cni, mode), ipFamily })).some(
        ({ verdict }) => verdict === 'fail',
      ),
    );
    expect(failing).toEqual([]);
  });
});

test.each(modes)('where %s %s takes the NAT card, which every node has, that is the cause', (cni, mode) => {
  const fault = faults.find(({ name }) => name === 'nat-card-taken')!;
  const wanted = broken(testbedOf({ ...cardsOfVagrant, nodeCard: 'eth1', cni, mode }), fault, 1);
  expect(wanted === undefined).toBe(untunnelled.includes(`${cni} ${mode}`));
  if (wanted) expect(causes(wanted)).toEqual(['tunnel-ends-equal']);
});

const otherCard = faults.find(({ name }) => name === 'answers-other-card')!;

describe.each(cardLists)('where answers leave by the other card, with cards %s', (_, cards, link) => {
  const card = cards.nodeCard;

  test.each(modesWith(cards, modes))(
    '%s %s has that cause alone: the node, both cards and the route',
    (cni, mode) => {
      const wanted = broken(testbedOf(inMode(cards, cni, mode)), otherCard, 1)!;
      expect(said(wanted)).toMatchObject([
        {
          code: 'asymmetric-route',
          at: ['control-plane-1'],
          suspects: [{ code: 'route' }],
          details: { towards: ['worker-2'], link, card, strict: true },
        },
      ]);
    },
  );
});

/** The same route without the filter. */
function unfiltered(healthy: Testbed): Testbed {
  const wanted = broken(healthy, otherCard, 1)!;
  const before = new Map(healthy.datapath.hosts.map(({ name, sysctls }) => [name, sysctls]));
  const hosts = wanted.datapath.hosts.map((host) => ({ ...host, sysctls: before.get(host.name)! }));
  return { ...wanted, datapath: { ...wanted.datapath, hosts } };
}

test('without the filter, receivers see the address of the other way, by the same cause', () =>
  expect(said(unfiltered(testbedOf({ ...cardsOfVagrant, nodeCard: 'eth1' })))).toMatchObject([
    { code: 'asymmetric-route', details: { strict: false, otherSource: true } },
  ]));

test('a route by another card that all packets pass by is no cause', () => {
  const [nodes, subnet] = cardsOfRacks.cards;
  const wanted = unfiltered(
    testbedOf({ cni: 'cilium', mode: 'native', cards: [nodes, { ...subnet, mtu: 1500 }] }),
  );
  expect(predicted(wanted).filter(({ verdict }) => verdict === 'fail')).toEqual([]);
  expect(said(wanted)).toEqual([]);
});
