/** Remedies that are commands are run as they are given: afterwards nothing fails any more. */
import { shellWords } from '../../lib/base/shell-words';
import type { Command } from '../../lib/diagnosis/mend';
import { broken, faults } from '../../lib/faults';
import { buildLab } from '../../lib/lab/lab';
import { runnable } from '../../lib/run/lab/by-hand';
import { testLab } from '../../lib/run/lab/test-lab';
import { silent } from '../../lib/run/watcher';
import { runIn, testbedOf } from '../support/labs';
import { describeLab, testWithFeatures } from '../support/namespaces';
import { noRoutes } from '../testbeds';

/** Faults whose entries the remedy sets, in a mode that has them. */
const mendable = {
  'route-missing': {},
  'blackhole-route': {},
  'route-to-wrong-node': {},
  'pod-route-missing': {},
  'forwarding-entry-missing': {},
  'forwarding-entry-wrong': {},
  'tunnel-neighbour-missing': {},
  'bridge-address-missing': {},
  'neighbour-stale': { mode: 'host-gw' },
  'proxy-arp-off': { cni: 'calico' },
} as const;

describeLab('a remedy that is a command', () => {
  test('makes the routes that no CNI has made', async () => {
    const lab = await buildLab(`test-mend-${process.pid}-no-routes`, testbedOf(noRoutes));
    try {
      const { diagnoses, summary } = await testLab(lab, {}, silent);
      expect(summary.mispredicted).toBe(0);
      expect(diagnoses.map(({ code, explains }) => [code, explains])).toEqual([
        ['no-pod-routes', summary.fail],
      ]);
      const mend = diagnoses[0]!.details!.mend as readonly Command[];
      for (const { where, command } of mend) {
        expect(diagnoses[0]!.remedy).toContain(`on ${where}: ${shellWords(command)}`);
        runIn(lab, where, ...command);
      }
      expect((await testLab(lab, {}, silent)).summary.fail).toBe(0);
    } finally {
      await lab.end();
    }
  });

  for (const [name, spec] of Object.entries(mendable))
    testWithFeatures(['vxlan'], `mends ${name}`, async () => {
      const healthy = testbedOf(spec);
      const fault = faults.find((one) => one.name === name)!;
      const lab = await buildLab(`test-mend-${process.pid}-${name}`, broken(healthy, fault, 1)!);
      try {
        const { diagnoses, summary } = await testLab(lab, {}, silent);
        expect(summary.fail).toBeGreaterThan(0);
        const [found] = diagnoses;
        const mend = found!.details!.mend as readonly Command[];
        for (const { where, command } of mend) {
          expect(found!.remedy).toMatch(where);
          expect(found!.remedy).toContain(`: ${shellWords(command)}`);
          const host = healthy.datapath.endpoints.find(({ id }) => id === where)?.host ?? where;
          runIn(lab, host, ...runnable(command));
        }
        expect((await testLab(lab, {}, silent)).summary.fail).toBe(0);
      } finally {
        await lab.end();
      }
    });
});
