import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { parseAllDocuments } from 'yaml';
import { main } from '../../lib/cli/main';
import type { Results } from '../../lib/results';
import { capturedRun } from '../support/captured-run';
import { FakeCluster, type FakeNode, fakeNodes, healthyScenario } from './fake-cluster';

const folder = mkdtempSync(join(tmpdir(), 'command-'));
let cluster: FakeCluster | undefined;

afterEach(() => {
  cluster?.end();
  cluster = undefined;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function command(...argv: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const [stdout, stderr] = [new Memory(), new Memory()];
  const code = await main(['test', '--target', 'kubernetes', ...argv], { stdout, stderr });
  return { code, stdout: stdout.text, stderr: stderr.text };
}

class Memory extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk;
    done();
  }
}

test('a healthy cluster ends with exit code 0, the lab’s report and a results file', async () => {
  cluster = new FakeCluster(healthyScenario(fakeNodes(2)));
  const file = join(folder, 'results.json');
  const { code, stdout } = await command('--json', file);
  expect(code).toBe(0);
  expect(stdout).toContain('target kubernetes');
  const { target, summary, provenance } = JSON.parse(readFileSync(file, 'utf8')) as Results;
  expect({ target, fail: summary.fail, versions: provenance.versions }).toEqual({
    target: 'kubernetes',
    fail: 0,
    versions: { kubernetes: 'v1.36.4' },
  });
});

test('a failed check ends with exit code 3, and the cluster is empty', async () => {
  const change = (seen: { asked: string }) =>
    seen.asked === 'service/hairpin'
      ? { ...seen, reachable: false, answeredBy: undefined, error: 'no answer' }
      : seen;
  cluster = new FakeCluster(healthyScenario(fakeNodes(2), { change: change as never }));
  expect((await command('--quiet')).code).toBe(3);
  expect(cluster.objects()).toEqual([]);
});

test('no cluster ends with exit code 4 and what to do', async () => {
  cluster = new FakeCluster({ unreachable: 'Unable to connect to the server: dial tcp: no such host' });
  const { code, stderr } = await command();
  expect(code).toBe(4);
  expect(stderr).toMatch(/^error: the cluster cannot be reached: .*\n {2}Start it, or name another one/);
});

test('without kubectl the command ends at once, and does not wait for anything', async () => {
  const { packageRoot } = await import('../../lib/base/package-root');
  const args = [join(packageRoot, 'dist', 'testbed.js'), 'test', '--target', 'kubernetes'];
  const { status, stderr } = spawnSync(process.execPath, args, {
    env: { ...process.env, PATH: '/nowhere' },
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([4, expect.stringContaining('kubectl is not installed')]);
});

test('Ctrl-C in mid-run ends with the exit code that shells know, an empty cluster and no folder', async () => {
  cluster = new FakeCluster({ ...healthyScenario(fakeNodes(2)), jobs: { 'probe-': {} } });
  const { packageRoot } = await import('../../lib/base/package-root');
  const args = [join(packageRoot, 'dist', 'testbed.js'), 'test', '--target', 'kubernetes'];
  const child = spawn(process.execPath, args, {
    env: process.env,
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: folder,
  });
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  while (!cluster.objects().some(({ kind }) => kind === 'Job'))
    await new Promise((done) => setTimeout(done, 50));
  child.kill('SIGINT');
  expect(await once(child, 'close')).toEqual([130, null]);
  expect(said).toContain('interrupted: removing the namespace cni-testbed-probe');
  expect(readdirSync(folder).filter((name) => name.includes('failure'))).toEqual([]);
  expect(cluster.objects()).toEqual([]);
});

test('--capture explains what fails by the nodes’ state, and --state keeps the captures', async () => {
  const seen = capturedRun('flannel-vxlan');
  const names = seen.nodes.map(({ metadata }) => metadata!.name!);
  const nodes = names.map((name, i): FakeNode => {
    const at = (part: string) =>
      seen.pods.find(({ metadata }) => metadata!.name === `${part}-${name}`)!.status!.podIPs![0]!.ip!;
    const address = seen.nodes[i]!.status!.addresses![0]!.address;
    return {
      name,
      address,
      pods: [at('pod'), at('prober'), at('guarded')],
      podCidr: seen.nodes[i]!.spec!.podCIDR!,
    };
  });
  const logs = { ...seen.logs, ...seen.captures };
  cluster = new FakeCluster({
    ...healthyScenario(nodes),
    nodes: seen.nodes,
    daemonSets: seen.daemonSets,
    logs,
  });
  const [file, state] = [join(folder, 'captured.json'), join(folder, 'state.json')];
  const flags = ['--cni', 'flannel', '--mode', 'vxlan', '--capture', '--state', state, '--json', file];
  const { code, stderr } = await command(...flags, '--quiet');
  expect([code, stderr]).toEqual([0, '']);
  const results = JSON.parse(readFileSync(file, 'utf8')) as Results;
  expect(results.state!.hosts.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  const kept = JSON.parse(readFileSync(state, 'utf8')) as { host: string }[];
  expect(kept.map(({ host }) => host).sort()).toEqual([...names].sort());
  expect(cluster.objects()).toEqual([]);
});

test.each([
  [['--capture', 'all'], '--capture all: it must be one of nodes, pods.'],
  [['--capture', '--observations', 'o.json'], '--capture with --observations: no cluster is touched'],
  [['--capture-image', 'x'], '--capture-image is for captures: add --capture'],
  [['--dry-run', '--capture', '--state', 's.json'], '--state with --dry-run: nothing is captured or judged'],
])('%j is refused, as nothing would come of it', async (flags, words) => {
  const { code, stderr } = await command(...flags);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
});

test.each([
  [['--job-timeout', 'soon'], '--job-timeout soon: it must be a whole number'],
  [['--egress', '010.0.0.1'], 'no leading zeros'],
  [['--namespace', 'No'], 'a namespace is a DNS label'],
  [['--mode', 'vxlan'], 'say of which CNI'],
])('flags that make no sense end with exit code 2: %j', async (flags, message) => {
  const { code, stderr } = await command(...flags);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test.each([
  [['--out', 'manifests'], '--out is for manifests: add --dry-run'],
  [['--nodes', '5'], '--nodes is for manifests: add --dry-run'],
  [
    ['--keep', '--observations', 'o.json'],
    '--keep with --observations: there is nothing in a cluster to keep',
  ],
])('%j is refused before the cluster is touched', async (flags, words) => {
  const { code, stderr } = await command(...flags);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
});

test('a flag for clusters is refused where a lab is tested', async () => {
  const stderr = new Memory();
  expect(await main(['test', '--keep'], { stdout: new Memory(), stderr })).toBe(2);
  expect(stderr.text).toContain('--keep is for clusters: add --target kubernetes');
});

describe('--dry-run', () => {
  test('prints manifests for any number of nodes, and touches no cluster', async () => {
    cluster = new FakeCluster({});
    const { code, stdout } = await command('--dry-run', '--nodes', '5');
    expect(code).toBe(0);
    const kinds = parseAllDocuments(stdout).map((document) => document.get('kind'));
    expect(kinds.filter((kind) => kind === 'Job')).toHaveLength(10);
    expect(kinds.filter((kind) => kind === 'DaemonSet')).toHaveLength(3);
    expect(cluster.calls()).toEqual([]);
  });

  test('--out writes files that can be applied in their order, and the script that runs them', async () => {
    const out = join(folder, 'manifests');
    expect((await command('--dry-run', '--nodes', '2', '--out', out)).code).toBe(0);
    expect(readdirSync(out)).toEqual([
      '10-namespace.yaml',
      '20-program.yaml',
      '30-servers.yaml',
      '40-services.yaml',
      '50-policies.yaml',
      '60-jobs.yaml',
      'collect.sh',
    ]);
  });

  test('--capture adds the Jobs that capture, with the image that is named', async () => {
    const out = join(folder, 'captures');
    const flags = ['--capture=pods', '--capture-image', 'mirror.example/tools:1'];
    expect((await command('--dry-run', '--nodes', '2', '--out', out, ...flags)).code).toBe(0);
    const text = readFileSync(join(out, '70-captures.yaml'), 'utf8');
    expect(text.match(/image: .*|hostPID: true/g)).toEqual([
      ...['hostPID: true', 'image: mirror.example/tools:1'],
      ...['hostPID: true', 'image: mirror.example/tools:1'],
    ]);
  });

  test('--out follows no link: its target is neither written nor made a script', async () => {
    const out = join(folder, 'linked');
    const [target, link] = [join(folder, 'target'), join(out, 'collect.sh')];
    mkdirSync(out);
    writeFileSync(target, 'kept', { mode: 0o600 });
    symlinkSync(target, link);
    const { code, stderr } = await command('--dry-run', '--nodes', '2', '--out', out);
    expect([code, stderr]).toEqual([
      4,
      `error: ${link} is a symbolic link, and only files are written over\n  Remove it, or name another folder.\n`,
    ]);
    expect([readFileSync(target, 'utf8'), statSync(target).mode & 0o777]).toEqual(['kept', 0o600]);
    expect(readdirSync(out)).toEqual(['collect.sh']);
  });
});
