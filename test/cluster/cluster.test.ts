/**
 * The whole suite on a real cluster: `npm run test:cluster`, with KUBECONFIG and, where its current context is another
 * one, TESTBED_CONTEXT. Never a part of `npm test`: that must not touch whatever cluster somebody happens to be in.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultNamespace } from '../../lib/cluster/words';
import type { Results } from '../../lib/results';
import { runTestbed } from './lab-cluster';

const { TESTBED_CLUSTER, TESTBED_CONTEXT, TESTBED_FLAGS = '', KUBECONFIG } = process.env;

function whyNot(): string | undefined {
  if (!TESTBED_CLUSTER) return 'run it with npm run test:cluster';
  if (!KUBECONFIG) return 'KUBECONFIG is not set';
  const { status, error } = spawnSync('kubectl', [...context(), 'get', 'nodes', '--request-timeout=10s'], {
    env: process.env,
  });
  if (error) return 'kubectl is not installed';
  return status === 0 ? undefined : 'the cluster of KUBECONFIG does not answer';
}

const context = () => (TESTBED_CONTEXT ? ['--context', TESTBED_CONTEXT] : []);
const missing = whyNot();

(missing ? describe.skip : describe)(`a real cluster${missing ? ` (skipped: ${missing})` : ''}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'cluster-'));
  const file = join(folder, 'results.json');
  let run: ReturnType<typeof runTestbed>;

  beforeAll(() => {
    const more = TESTBED_FLAGS.split(' ').filter(Boolean);
    const bundle = ['--bundle', join(folder, 'bundle')];
    run = runTestbed('test', '--target', 'kubernetes', ...context(), ...bundle, '--json', file, ...more);
    process.stdout.write(run.stdout + run.stderr);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('passes every check that it can make', () => {
    expect(run.status).toBe(0);
    const { summary } = JSON.parse(readFileSync(file, 'utf8')) as Results;
    expect(summary.fail).toBe(0);
    expect(summary.pass).toBeGreaterThan(0);
  });

  test('has every kind of check in its results', () => {
    const { checks } = JSON.parse(readFileSync(file, 'utf8')) as Results;
    const ids = new Set(checks.map(({ id }) => id));
    for (const id of [
      'address/unique',
      'pod-to-pod/same-node',
      'host-pod-to-pod/same-node',
      'mtu/path',
      'dns',
    ])
      expect(ids).toContain(id);
    for (const id of ['service/cluster-ip', 'service/node-port', 'service/hairpin', 'policy/default-deny'])
      expect(ids).toContain(id);
  });

  test('leaves nothing behind', () => {
    const args = [
      ...context(),
      'get',
      'namespace',
      defaultNamespace,
      '--ignore-not-found',
      '--output',
      'name',
    ];
    expect(spawnSync('kubectl', args, { encoding: 'utf8', env: process.env }).stdout).toBe('');
  });
});
