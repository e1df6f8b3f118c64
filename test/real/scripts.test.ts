/** Scripts of real clusters: those that run in nodes, and the programs that stand for others. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasProgram } from '../support/namespaces';
import { clusterSources } from './run/folders';

const standIns = join(clusterSources, 'stand-ins');
const ofMachines = join(clusterSources, 'machine/stand-ins');
const parts = mkdtempSync(join(tmpdir(), 'parts-'));

afterAll(() => rmSync(parts, { recursive: true, force: true }));

const scripts = [
  ...['start.sh', 'services.sh', 'fabric.sh'].map((name) => join(clusterSources, 'node', name)),
  ...['docker', 'curl', 'helm'].map((name) => join(standIns, name)),
  ...['start.sh', 'init.sh', 'trace.sh'].map((name) => join(clusterSources, 'machine', name)),
  ...['kubeadm', 'modprobe', 'sha256sum'].map((name) => join(ofMachines, name)),
];

test('every script and stand-in is known here', () => {
  const folders = [join(clusterSources, 'node'), join(clusterSources, 'machine'), standIns, ofMachines];
  const found = folders.flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.(toml|yaml|ts)$/.test(entry.name))
      .map(({ name }) => join(folder, name)),
  );
  expect(found.sort()).toEqual([...scripts].sort());
});

(hasProgram('shellcheck') ? test : test.skip)(
  `shellcheck finds nothing${hasProgram('shellcheck') ? '' : ' (skipped: shellcheck is not installed)'}`,
  () => {
    const { stdout, status } = spawnSync('shellcheck', scripts, { encoding: 'utf8' });
    expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
  },
);

/** Runs a stand-in with parts whose helm says its arguments, one a line. */
function standIn(name: string, ...words: readonly string[]) {
  mkdirSync(join(parts, 'bin'), { recursive: true });
  mkdirSync(join(parts, 'charts/cilium'), { recursive: true });
  mkdirSync(join(parts, 'cni-plugins'), { recursive: true });
  writeFileSync(join(parts, 'bin/helm'), '#!/bin/sh\nprintf "%s\\n" "$@"\n');
  chmodSync(join(parts, 'bin/helm'), 0o755);
  writeFileSync(join(parts, 'cni-plugins/bridge'), 'bridge');
  writeFileSync(join(parts, 'worker.pid'), '1\n');
  const env = { ...process.env, CNI_TESTBED_REAL_PARTS: parts, CNI_TESTBED_REAL_NODES: parts };
  const { stdout, stderr, status } = spawnSync(join(standIns, name), words, { encoding: 'utf8', env });
  return { lines: stdout.split('\n').filter(Boolean), stderr, status };
}

describe('helm', () => {
  const values = join(standIns, 'values/cilium.yaml');
  const repository = ['--repo', 'https://helm.cilium.io/', '--version', '1.20.2'];

  test('takes a folder for a chart of a repository, and adds the values of these nodes last', () => {
    const { lines } = standIn(
      'helm',
      'upgrade',
      '--install',
      'cilium',
      'cilium',
      ...repository,
      '--values',
      'v.yaml',
    );
    const chart = join(parts, 'charts/cilium');
    expect(lines).toEqual([
      'upgrade',
      '--install',
      'cilium',
      chart,
      '--values',
      'v.yaml',
      '--values',
      values,
    ]);
  });

  test('says everything else as it is', () => {
    const words = ['history', 'cilium', '--max', '1', '--output', 'json'];
    expect(standIn('helm', ...words).lines).toEqual(words);
    expect(standIn('helm', 'version', '--version', '2').lines).toEqual(['version', '--version', '2']);
  });

  test('refuses a chart that was not built', () => {
    const { stderr, status } = standIn('helm', 'template', 'crds', 'other', ...repository);
    expect({ stderr, status }).toEqual({
      stderr: `helm: there is no chart other in ${parts}/charts\n`,
      status: 1,
    });
  });
});

test('curl packs the CNI plug-ins, and fetches nothing', () => {
  const url =
    'https://github.com/containernetworking/plugins/releases/download/v1.9.1/cni-plugins-linux-amd64-v1.9.1.tgz';
  const file = join(parts, 'plugins.tgz');
  expect(standIn('curl', '-fsSL', '-o', file, url).status).toBe(0);
  expect(spawnSync('tar', ['-tzf', file], { encoding: 'utf8' }).stdout).toContain('./bridge');
  expect(standIn('curl', '-fsSL', '-o', file, 'https://example.org/x').status).toBe(22);
});

test('docker enters nodes, and does nothing else', () => {
  expect(standIn('docker', 'exec', 'nobody', 'true').status).not.toBe(0);
  expect(standIn('docker', 'run', 'image')).toMatchObject({
    status: 1,
    stderr: 'docker: only exec is known here, not run\n',
  });
});
