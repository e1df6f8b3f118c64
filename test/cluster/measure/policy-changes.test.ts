/** A policy that is changed to and fro, where some changes have no effect. */
import { type ChangedPolicy, changes } from '../../../lib/cluster/measure/policy/changes';
import { delayEvents } from '../../../lib/cluster/measure/policy/delays';
import { SaidLast } from '../../../lib/cluster/measure/said-last';
import { wayLine } from '../../../lib/cluster/untrusted/measure-report-lines';
import { now } from '../../../lib/prober/measure/clock';

/** @param enforced whether a change has an effect, by its number from 1 on */
function changed(enforced: (change: number) => boolean, reached = true): ChangedPolicy {
  let made = 0;
  let way = { open: reached, sinceMs: now() };
  const head = { report: 'way', schema: 'cni-testbed/measure/v1', node: 'worker-1' };
  return {
    said: new SaidLast(
      'client',
      wayLine,
      async () => `${JSON.stringify({ ...head, ...way, nowMs: now() })}\n`,
    ),
    waiting: { ended: () => false, alive: async () => {} },
    // Only what has no effect is waited for so long; what has one is seen at the second look, be the machine ever so busy.
    patience: reached ? { firstMs: 8000, nextMs: 8000 } : { firstMs: 500, nextMs: 500 },
    async change(open) {
      if (reached && way.open !== open && enforced(++made)) way = { open, sinceMs: now() };
      return now();
    },
  };
}

test('a denial that never holds is one, and nothing else is tried', async () => {
  const seen = await changes(
    changed(() => false),
    3,
  );
  expect(seen).toMatchObject({ denyMs: [undefined], allowMs: [] });
  expect(delayEvents('mine', [{ policies: 10, ...seen }])).toEqual([
    {
      subject: 'mine',
      kind: 'deny-delay',
      policies: 10,
      ms: [],
      unseen: 1,
      resolutionMs: expect.any(Number),
    },
  ]);
});

test('what comes after a change without an effect is not tried', async () => {
  const { denyMs, allowMs } = await changes(
    changed((change) => change !== 6),
    3,
  );
  expect(denyMs).toEqual([0, 0]);
  expect(allowMs).toEqual([0, undefined]);
});

test('a server that is not reached before is an error', async () => {
  await expect(
    changes(
      changed(() => true, false),
      3,
    ),
  ).rejects.toThrow('does not reach the server');
});
