/** Faults of nodes that have several cards. */
import { checkMatrix, judgePrediction } from '../../lib/check';
import { cnis } from '../../lib/cni';
import { diagnose } from '../../lib/diagnosis';
import { broken, faults, isFelt } from '../../lib/faults';
import type { Testbed } from '../../lib/testbed';
import { cardsOfRacks, cardsOfVagrant } from '../support/cards';
import { testbedOf } from '../testbeds';

const deployed = cnis.filter(({ deployment }) => deployment);
const modes = deployed.flatMap(({ name: cni, modes: all }) => all.map(({ name }) => [cni, name] as const));
const predicted = (testbed: Testbed) => checkMatrix(testbed).map(judgePrediction);
const causes = (testbed: Testbed): string[] => {
  const { datapath, fault } = testbed;
  const said = diagnose(predicted(testbed), { datapath, intended: fault?.intended });
  return [...new Set(said.map(({ code }) => code))];
};
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
const lists = [
  ['of Vagrant', { ...cardsOfVagrant, nodeCard: 'eth1' }],
  ['in two subnets', { ...cardsOfRacks, nodeCard: 'eth0' }],
] as const;

describe.each(lists)('with cards %s', (_, cards) => {
  test.each(modes)('%s %s is healthy', (cni, mode) => {
    const testbed = testbedOf({ ...cards, cni, mode });
    expect(predicted(testbed).filter(({ verdict }) => verdict === 'fail')).toEqual([]);
    expect(causes(testbed)).toEqual([]);
  });

  test.each(deployed.map(({ name }) => name))('every fault of %s has its cause, and no other', (cni) => {
    const healthy = testbedOf({ ...cards, cni });
    const wrong = faults.flatMap((fault) => {
      const wanted = fault.random ? undefined : broken(healthy, fault, 1);
      if (!wanted || !isFelt(wanted, fault)) return [];
      const said = causes(wanted);
      return said.length === 1 && said[0] === fault.diagnosis ? [] : [[fault.name, ...said]];
    });
    expect(wrong).toEqual([]);
  });
});

test.each(modes)('where %s %s takes the NAT card, which every node has, that is the cause', (cni, mode) => {
  const fault = faults.find(({ name }) => name === 'nat-card-taken')!;
  const wanted = broken(testbedOf({ ...cardsOfVagrant, nodeCard: 'eth1', cni, mode }), fault, 1);
  expect(wanted === undefined).toBe(untunnelled.includes(`${cni} ${mode}`));
  if (wanted) expect(causes(wanted)).toEqual(['tunnel-ends-equal']);
});
