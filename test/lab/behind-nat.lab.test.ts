/** Nodes behind a 1:1 NAT, in real namespaces. */
import type { TestbedSpecInput } from '../../lib/plan';
import { stateReport } from '../../lib/results';
import { readLab } from '../../lib/run/state/read-lab';
import { allBehindNat, oneBehindNat, oneZoneBehindNat } from '../support/behind-nat';
import { failures, inLab, judged } from '../support/labs';
import { describeLab } from '../support/namespaces';

const places: readonly [where: string, spec: TestbedSpecInput][] = [
  ['one node behind a NAT', oneBehindNat],
  ['all nodes behind NATs', allBehindNat],
  ['all nodes of one zone behind a NAT', oneZoneBehindNat],
];
const tunnels = places.flatMap(([where, spec]) =>
  ['vxlan', 'vxlan-direct'].map((mode) => [mode, where, { ...spec, mode }] as const),
);

describeLab('nodes behind NAT, in namespaces', () => {
  test.each(tunnels)(
    'flannel %s with %s passes every check, as predicted, and reads back equal',
    (_mode, _where, spec) =>
      inLab(spec, async (lab) => {
        const checks = await judged(lab);
        expect(failures(checks)).toEqual([]);
        expect(checks.filter(({ verdict }) => verdict === 'skip')).toEqual([]);
        const { diff, findings } = stateReport((await readLab(lab)).reading);
        expect({ diff, findings }).toEqual({ diff: [], findings: undefined });
      }),
  );

  test('a pod of another zone sees the pod itself, a node there the external address', () =>
    inLab(allBehindNat, async (lab) => {
      const checks = await judged(lab);
      const seen = (from: string, to: string) =>
        checks.find((check) => check.from === from && check.to === to && check.protocol === 'tcp')?.observed;
      expect(seen('pod:worker-1/0', 'pod:control-plane-1/0')).toMatchObject({ source: '10.244.1.2' });
      expect(seen('node:worker-1', 'node:control-plane-1')).toMatchObject({ source: '198.51.100.11' });
      expect(seen('pod:worker-1/0', 'node:control-plane-1')).toMatchObject({ source: '198.51.100.11' });
      expect(seen('node:worker-1', 'node:worker-3')).toMatchObject({ source: '10.0.0.10' });
      expect(seen('pod:worker-1/0', 'outside')).toMatchObject({ source: '198.51.100.11' });
    }));

  test.each(['calico', 'cilium'])(
    '%s passes in one zone behind a NAT, where nodes meet by their own addresses',
    (cni) =>
      inLab({ ...oneZoneBehindNat, cni }, async (lab) => {
        expect(failures(await judged(lab))).toEqual([]);
      }),
  );

  test('Services pass in one zone behind a NAT', () =>
    inLab({ ...oneZoneBehindNat, services: true }, async (lab) => {
      const checks = await judged(lab);
      expect(failures(checks)).toEqual([]);
      expect(checks.some(({ id }) => id === 'control/api-server')).toBe(true);
    }));
}, ['vxlan', 'nft']);
