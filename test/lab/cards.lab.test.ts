/** Nodes with several cards, in real namespaces. */
import { cnis } from '../../lib/cni';
import type { TestbedSpecInput } from '../../lib/plan';
import { cardsOfRacks, cardsOfVagrant } from '../support/cards';
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

  test.each(modes)('%s %s passes every check with the cards of Vagrant, as predicted', (cni, mode) =>
    passes({ ...cardsOfVagrant, nodeCard: 'eth1', cni, mode }),
  );

  test.each(modes)('%s %s passes every check with two cards in two subnets, as predicted', (cni, mode) =>
    passes({ ...cardsOfRacks, nodeCard: 'eth0', cni, mode }),
  );

  test('Services pass every check with the cards of Vagrant, as predicted', () =>
    passes({ ...cardsOfVagrant, nodeCard: 'eth1', services: true }));
});
