/** Nodes with several cards, in real namespaces. */
import { cnis } from '../../lib/cni';
import type { TestbedSpecInput } from '../../lib/plan';
import {
  cardLists,
  cardsAcrossZones,
  cardsOfBothNats,
  cardsOfTwoHosts,
  cardsOfVagrant,
  inMode,
  modesWith,
} from '../support/cards';
import { failures, inLab, judged } from '../support/labs';
import { describeLab } from '../support/namespaces';

/** Modes that this machine can have, with what they need there. */
const modes = cnis
  .filter(({ deployment }) => deployment)
  .flatMap(({ name: cni, modes }) => modes.map(({ name: mode, features }) => ({ cni, mode, features })))
  .filter(({ features }) => features.every((one) => one.startsWith('vxlan')))
  .map(({ cni, mode }) => [cni, mode] as const);

describeLab('nodes with several cards, in namespaces', () => {
  const passes = (spec: TestbedSpecInput) =>
    inLab(spec, async (lab) => {
      const checks = await judged(lab);
      expect(failures(checks)).toEqual([]);
      expect(checks.filter(({ mispredicted }) => mispredicted)).toEqual([]);
      expect(checks.some(({ id }) => id === 'egress/nat')).toBe(true);
    });

  describe.each(cardLists)('with cards %s', (_, cards) => {
    test.each(modesWith(cards, modes))('%s %s passes every check, as predicted', (cni, mode) =>
      passes(inMode(cards, cni, mode)),
    );
  });

  describe.each([
    [
      'both families, with the cards of Vagrant in two zones',
      'dual',
      { ...cardsOfTwoHosts, nodeCard: 'eth1' },
    ],
    ['both families, in a subnet that spans two zones', 'dual', { ...cardsAcrossZones, nodeCard: 'eth0' }],
    ['IPv6 alone, with a NAT that has it too', 'ipv6', { ...cardsOfBothNats, nodeCard: 'eth1' }],
    ['IPv6 alone, with the cards of Vagrant in two zones', 'ipv6', { ...cardsOfTwoHosts, nodeCard: 'eth1' }],
  ] as const)('%s', (_, ipFamily, cards) => {
    test.each(modesWith(cards, modes))('%s %s passes every check, as predicted', (cni, mode) =>
      passes({ ...inMode(cards, cni, mode), ipFamily }),
    );
  });

  test('Services pass every check with the cards of Vagrant in two zones, as predicted', () =>
    passes({ ...cardsOfTwoHosts, nodeCard: 'eth1', services: true }));

  test('Services pass every check with the cards of Vagrant, as predicted', () =>
    passes({ ...cardsOfVagrant, nodeCard: 'eth1', services: true }));
});
