/** Subnets whose nodes meet only at their gateway, in real namespaces. */
import { cnis } from '../../lib/cni';
import { failures, inLab, judged } from '../support/labs';
import { describeLab } from '../support/namespaces';

const zones = [{ name: 'a', nodeCidr: '10.0.0.0/24', layer2: false }];
/** Modes that this machine can have, with what they need there. */
const modes = cnis
  .filter(({ deployment }) => deployment)
  .flatMap(({ name: cni, modes }) => modes.map(({ name: mode, features }) => ({ cni, mode, features })))
  .filter(({ mode, features }) => mode !== 'host-gw' && features.every((one) => one.startsWith('vxlan')))
  .map(({ cni, mode }) => [cni, mode] as const);

describeLab('a subnet without layer 2, in namespaces', () => {
  test.each(modes)('%s %s passes every check, as predicted', (cni, mode) =>
    inLab({ cni, mode, zones, ipFamily: 'dual', podRoutes: true }, async (lab) => {
      const checks = await judged(lab);
      expect(failures(checks)).toEqual([]);
      expect(checks.filter(({ mispredicted }) => mispredicted)).toEqual([]);
    }),
  );
});
