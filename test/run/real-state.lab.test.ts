/** What a lab's kernel really has: named where it makes checks fail, listed by `diff`, walked by `explain --real`. */
import { shellWords } from '../../lib/base/shell-words';
import type { Command } from '../../lib/diagnosis/mend';
import { testLab } from '../../lib/run/lab/test-lab';
import { silent } from '../../lib/run/watcher';
import { inLab, runIn } from '../support/labs';
import { describeLab, testWithFeatures } from '../support/namespaces';

const node = 'worker-1';

describeLab('the real state of a lab', () => {
  testWithFeatures(['vxlan'], 'names a route that was deleted, and its command mends it', () =>
    inLab({}, async (lab) => {
      runIn(lab, node, 'ip', 'route', 'del', '10.244.2.0/24');
      const { diagnoses, state, checks } = await testLab(lab, {}, silent);
      const entry = '10.244.2.0/24 via 10.244.2.0 dev flannel.1 onlink';
      expect(diagnoses).toMatchObject([
        { code: 'entry-missing', at: [node], cause: `worker-1 lacks the route ${entry}`, explains: 24 },
      ]);
      expect(state?.diff).toMatchObject([
        {
          host: node,
          kind: 'route',
          change: 'missing',
          key: '10.244.2.0/24',
          computed: entry,
          matters: true,
        },
      ]);
      expect(state?.hosts.map(({ name }) => name)).toContain(node);
      const failed = checks.filter(({ verdict }) => verdict === 'fail');
      expect(new Set(failed.map(({ explained }) => explained?.reachable))).toEqual(new Set([false]));
      for (const { command } of diagnoses[0]!.details!.mend as readonly Command[]) {
        expect(diagnoses[0]!.remedy).toContain(shellWords(command));
        runIn(lab, node, ...command);
      }
      expect((await testLab(lab, {}, silent)).summary.fail).toBe(0);
    }),
  );

  testWithFeatures(
    ['vxlan', 'nft'],
    'lets packets pass that the network between the nodes loses: where is said',
    () =>
      inLab({}, async (lab) => {
        const rule = 'add rule bridge site forward udp dport 8472 drop';
        const chain = 'add chain bridge site forward { type filter hook forward priority 0; }';
        runIn(lab, 'switch.a', 'nft', `add table bridge site; ${chain}; ${rule}`);
        const { diagnoses, checks } = await testLab(lab, {}, silent);
        expect(diagnoses).toMatchObject([{ code: 'lost-on-the-way', details: { unread: ['switch.a'] } }]);
        const failed = checks.filter(({ verdict }) => verdict === 'fail');
        expect(diagnoses[0]!.explains).toBe(failed.length);
        expect(failed.every(({ explained }) => explained?.reachable)).toBe(true);
      }),
  );
});
