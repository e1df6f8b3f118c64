import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';
import { isWhole, parseJobReport } from '../../lib/cluster/job-report';
import { describeLab } from '../support/namespaces';

describeLab('a Job that keeps its pod for the captures', () => {
  const folder = mkdtempSync(join(tmpdir(), 'job-held-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('has reported all when it begins to wait, and then ends well', async () => {
    const settings = { nodes: ['n'], extent: { pairs: 'all' }, jitterMs: 0 };
    writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
    writeFileSync(join(folder, 'addresses.json'), JSON.stringify({ pods: [], services: [] }));
    const program = [process.execPath, join(packageRoot, 'dist', 'job-prober.js')];
    const words = ['--user', '--map-root-user', '--net', ...program, 'probe', 'pod', folder, '2'];
    const env = { ...process.env, NODE_NAME: 'n', POD_IPS: '127.0.0.1' };
    const job = spawn('unshare', words, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let log = '';
    let whole: number | undefined;
    job.stdout.on('data', (text) => {
      log += text;
      if (isWhole(log)) whole ??= performance.now();
    });
    expect(await once(job, 'close')).toEqual([0, null]);
    expect(performance.now() - whole!).toBeGreaterThan(1500);
    expect(parseJobReport('job', log).start.from).toBe('pod:n/1');
  });
});

test.each([
  ['', false],
  ['{"report":"start"}\n', false],
  ['{"report":"start"}\n{"report":"end","observations":0}', false],
  ['{"report":"start"}\n{"report":"end","observations":0}\n', true],
  ['{"report":"end","observations":0}\nmore\n', false],
])('a log that is %j is whole: %j', (log, whole) => expect(isWhole(log)).toBe(whole));
