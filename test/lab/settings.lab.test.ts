/** What a spec asks of sizes, ports and translation, in real namespaces: what is predicted of it is what happens. */
import type { TestbedSpecInput } from '../../lib/plan';
import { failures, inLab, judged } from '../support/labs';
import { describeLab } from '../support/namespaces';

const zones = ['a', 'b'].map((name, i) => ({ name, nodeCidr: `192.168.${i + 1}.0/24` }));

/** Pairs whose packets vanish, by kind, with the largest size that arrives and the largest that leaves. */
const holes = (spec: TestbedSpecInput) =>
  inLab(spec, async (lab) => {
    const checks = await judged(lab);
    expect(checks.filter(({ mispredicted }) => mispredicted)).toEqual([]);
    const failed = checks.filter(({ verdict }) => verdict === 'fail');
    expect(new Set(failed.map(({ id }) => id)).size).toBeLessThan(2);
    const kind = (id: string) => id.split(':')[0];
    return [
      ...new Set(failed.map(({ from, to, why }) => `${kind(from)} → ${kind(to)} ${JSON.stringify(why)}`)),
    ].sort();
  });

describeLab('settings, in namespaces', () => {
  test.each(['flannel', 'calico', 'cilium'])(
    '%s with a small MTU for pods and another port passes every check',
    (cni) =>
      inLab({ cni, podMtu: 1320, tunnelPort: 4790, ipFamily: 'dual' }, async (lab) => {
        const checks = await judged(lab);
        expect(failures(checks)).toEqual([]);
        const sizes = checks.filter(
          ({ id, from, to, family }) =>
            id === 'mtu/path' && from === 'pod:worker-1/0' && to === 'pod:worker-2/0' && family === 'ipv4',
        );
        expect(sizes.map(({ observed }) => observed?.bytes)).toEqual([1320]);
      }),
  );

  test('without masquerading nothing says that packets leave with their own address, and all else passes', () =>
    inLab({ masquerade: false }, async (lab) => {
      const checks = await judged(lab);
      expect(failures(checks)).toEqual([]);
      const skipped = checks.filter(({ verdict }) => verdict === 'skip');
      expect(new Set(skipped.map(({ id, why }) => `${id} ${why?.code}`))).toEqual(
        new Set(['egress/nat no-translation']),
      );
      expect(skipped.length).toBeGreaterThan(0);
    }));

  test('between cards of 9000 and 1500 bytes the large packets of nodes vanish, and those of pods do without a podMtu', async () => {
    const spec = { cni: 'cilium', underlayMtu: 9000, nodes: [{ name: 'worker-1', mtu: 1500 }] };
    expect(await holes(spec)).toEqual([
      'node → node {"code":"black-hole","from":1505,"to":9000}',
      'node → pod {"code":"black-hole","from":1455,"to":8950}',
      'pod → node {"code":"black-hole","from":1505,"to":8950}',
      'pod → pod {"code":"black-hole","from":1455,"to":8950}',
    ]);
    expect(await holes({ ...spec, podMtu: 1450 })).toEqual([
      'node → node {"code":"black-hole","from":1505,"to":9000}',
    ]);
  });

  test('what is too large for the network between zones vanishes between zones, and not within one', () =>
    inLab({ zones, interZoneMtu: 1400 }, async (lab) => {
      const checks = await judged(lab);
      expect(checks.filter(({ mispredicted }) => mispredicted)).toEqual([]);
      const failed = checks.filter(({ verdict }) => verdict === 'fail');
      const zoneOf = new Map(lab.testbed.datapath.endpoints.map(({ id, zone }) => [id, zone]));
      expect(failed.length).toBeGreaterThan(0);
      expect(failed.filter(({ from, to }) => zoneOf.get(from) === zoneOf.get(to))).toEqual([]);
      expect(new Set(failed.map(({ why }) => why?.code))).toEqual(new Set(['black-hole']));
    }));

  test.each(['flannel', 'calico', 'cilium'])(
    '%s: what is too large for the way out vanishes there alone, and a podMtu that fits passes',
    async (cni) => {
      const spec = { cni, outsideMtu: 1400, ipFamily: 'dual' } as const;
      const tried = await inLab(spec, (lab) => judged(lab));
      expect(tried.filter(({ mispredicted }) => mispredicted)).toEqual([]);
      const failed = tried.filter(({ verdict }) => verdict === 'fail');
      expect(new Set(failed.map(({ id, to, why }) => `${id} ${to} ${why?.code}`))).toEqual(
        new Set(['mtu/path outside black-hole']),
      );
      expect(failed).toHaveLength(12); // six pods in two families
      await inLab({ ...spec, podMtu: 1400 }, async (lab) => expect(failures(await judged(lab))).toEqual([]));
    },
  );
});
