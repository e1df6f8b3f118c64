/** A run on a cluster takes minutes: what it gathered is kept where judging it breaks off. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../cli/run';
import { FakeCluster, fakeNodes, healthyScenario } from './fake-cluster';

let broken = false;
let temporary = '';

jest.mock('node:os', () => ({ ...jest.requireActual('node:os'), tmpdir: () => temporary }));

jest.mock('../../lib/cluster/judge-cluster', () => {
  const real = jest.requireActual('../../lib/cluster/judge-cluster');
  return {
    ...real,
    judgeCluster: (...values: unknown[]) => {
      if (broken) throw new RangeError('judging broke off');
      return real.judgeCluster(...values);
    },
  };
});

const { tmpdir } = jest.requireActual<typeof import('node:os')>('node:os');

test('where judging a cluster breaks off, what was gathered is saved, and can be judged later', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'judging-'));
  temporary = folder;
  broken = true;
  const cluster = new FakeCluster(healthyScenario(fakeNodes(2)));
  const { code, stderr } = await run(['test', '--target', 'kubernetes']).finally(() => cluster.end());
  expect([code, stderr]).toEqual([1, expect.stringContaining('RangeError: judging broke off')]);
  const [file] = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('observations.json'),
  );
  expect(stderr).toContain(`testbed test --target kubernetes --observations ${join(folder, file!)}`);
  broken = false;
  const again = await run(['test', '--target', 'kubernetes', '--observations', join(folder, file!)]);
  rmSync(folder, { recursive: true });
  expect([again.code, again.stdout]).toEqual([0, expect.stringMatching(/^PASS \d+ checks/m)]);
});
