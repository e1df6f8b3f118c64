import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageFile } from '../../lib/base/render';
import { capturesIn } from '../../lib/run';
import { describeLab } from '../support/namespaces';
import { run } from './run';

const name = `capture-${process.pid}`;
const folder = mkdtempSync(join(tmpdir(), 'testbed-capture-'));
const out = join(folder, 'captures');
const capture = (...flags: string[]) => run(['capture', '--name', name, ...flags]);

afterAll(() => rmSync(folder, { recursive: true }));

describeLab('testbed capture', () => {
  beforeAll(() => run(['up', '--name', name, '--nodes', '2', '--quiet']));
  afterAll(() => run(['down', '--name', name, '--quiet']));
  afterEach(() => rmSync(out, { recursive: true, force: true }));

  test('writes a file for each host of the lab that it reads again', async () => {
    const { code, stdout } = await capture('--out', out);
    expect([code, stdout]).toEqual([0, expect.stringContaining(join(out, 'control-plane-1.json'))]);
    const captures = capturesIn(out);
    expect(captures.map(({ host }) => host)).toEqual(
      expect.arrayContaining(['control-plane-1', 'worker-1', 'router', 'switch.a', 'pod-0.worker-1']),
    );
    for (const { host, outputs } of captures)
      expect([host, outputs['ip -j -d link show']!.stdout]).toEqual([host, expect.stringContaining('"lo"')]);
  });

  test('writes those that are named, and nothing else', async () => {
    const { code, stdout } = await capture('--host', 'worker-1', 'pod:worker-1/0', '--out', out, '--quiet');
    expect([code, stdout, readdirSync(out).length]).toEqual([0, '', 2]);
  });

  test('prints one to standard output', async () => {
    const { code, stdout } = await capture('--host', 'worker-1', '--out', '-');
    expect([code, JSON.parse(stdout).host]).toEqual([0, 'worker-1']);
  });

  test('replaces names and addresses where it is to be shared', async () => {
    await capture('--redact', '--out', out);
    const text = readdirSync(out)
      .map((file) => `${file}${readFileSync(join(out, file), 'utf8')}`)
      .join();
    expect(text).toContain('host-1');
    for (const word of ['worker-1', '10.244.', '192.168.1.11'])
      expect([word, text.includes(word)]).toEqual([word, false]);
    expect(text).toContain('flannel.1');
  });

  test('takes the place of its files, and follows no link', async () => {
    await capture('--host', 'worker-1', '--out', out);
    expect((await capture('--host', 'worker-1', '--out', out)).code).toBe(0);
    rmSync(out, { recursive: true });
    mkdirSync(out);
    symlinkSync(join(folder, 'elsewhere'), join(out, 'worker-1.json'));
    const { code, stderr } = await capture('--host', 'worker-1', '--out', out);
    expect([code, stderr]).toEqual([4, expect.stringContaining('is a symbolic link')]);
    expect(existsSync(join(folder, 'elsewhere'))).toBe(false);
  });

  test('refuses places that are not there', async () => {
    const { code, stderr } = await capture('--host', 'nowhere', '--out', out);
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/--host nowhere: there is no such place.*node:worker-1/),
    ]);
    expect(existsSync(out)).toBe(false);
  });
}, ['vxlan']);

test('testbed capture --script prints the script as it is, with the folders of all CNIs', async () => {
  const { code, stdout } = await run(['capture', '--script']);
  const withoutFolders = (text: string) => text.replace(/^folders=('[^']*')? .*$/m, 'folders=');
  expect([code, withoutFolders(stdout)]).toEqual([
    0,
    withoutFolders(packageFile('state/capture/capture.sh')),
  ]);
  expect(stdout).toMatch(/^folders='.*\/run\/flannel .*\/run\/calico .*\/run\/cilium/m);
});

test.each([
  [['--script', '--redact'], "'--script' cannot be used with option '--redact'"],
  [['--out', '-'], '--out -: standard output takes one capture; name one --host, or a folder'],
  [['--out', '-', '--host', 'a', 'b'], '--out -: standard output takes one capture'],
  [['--name', 'Not A Name'], '--name "Not A Name": a name is a DNS label'],
])('testbed capture refuses %j', async (flags, words) => {
  const { code, stderr } = await run(['capture', ...flags]);
  expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
});
