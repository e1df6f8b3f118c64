/**
 * The whole way of a cluster run, in a lab: the runner applies its manifests, servers and Jobs run the very bundle that a
 * cluster mounts, each in the network namespace of its node or pod, and the judge sees what they report.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckResult } from '../../lib/check';
import type { Results } from '../../lib/results';
import { describeLab } from '../support/namespaces';
import { FakeCluster } from './fake-cluster';
import { labScenario, nodesOf, runTestbed } from './lab-cluster';

describeLab('the Jobs’ bundle in a lab of namespaces', () => {
  const lab = `jobs-${process.pid}`;
  const folder = mkdtempSync(join(tmpdir(), 'jobs-'));
  let cluster: FakeCluster;
  let inLab: Results;
  let byJobs: Results;
  let output = '';

  beforeAll(() => {
    const up = runTestbed('up', '--name', lab, '--nodes', '2', '--pods-per-node', '3');
    if (up.status !== 0) throw new Error(up.stderr);
    runTestbed('test', '--name', lab, '--quiet', '--json', join(folder, 'lab.json'));
    inLab = JSON.parse(readFileSync(join(folder, 'lab.json'), 'utf8'));
    cluster = new FakeCluster(labScenario(lab, nodesOf(inLab.plan)));
    const flags = ['--cni', 'flannel', '--mode', 'vxlan', '--json', join(folder, 'jobs.json')];
    const run = runTestbed('test', '--target', 'kubernetes', ...flags);
    output = run.stdout + run.stderr;
    byJobs = JSON.parse(readFileSync(join(folder, 'jobs.json'), 'utf8'));
  });

  afterAll(() => {
    cluster?.end();
    runTestbed('down', '--name', lab);
    rmSync(folder, { recursive: true, force: true });
  });

  const key = ({ id, from, to, family, protocol }: CheckResult) =>
    [id, from, to, family, protocol].filter(Boolean).join(' ');
  const answer = ({ verdict, observed, mispredicted }: CheckResult) => ({
    verdict,
    mispredicted,
    source: observed?.source,
    answeredBy: observed?.answeredBy,
    bytes: observed?.bytes,
    localLimit: observed?.localLimit,
  });

  test('every check that the lab makes too has the same verdict, source, answerer and path MTU', () => {
    const known = new Map(inLab.checks.map((check) => [key(check), answer(check)]));
    const shared = byJobs.checks.filter((check) => known.has(key(check)) && check.id !== 'egress/nat');
    expect(shared.length).toBeGreaterThan(40);
    for (const check of shared)
      expect([key(check), answer(check)]).toEqual([key(check), known.get(key(check))]);
  });

  test('all packets between endpoints pass as predicted, host-network pods included', () => {
    const pairs = byJobs.checks.filter(({ id }) => id.includes('-to-') || id === 'mtu/path');
    expect(pairs.filter(({ verdict, mispredicted }) => verdict !== 'pass' || mispredicted)).toEqual([]);
    expect(new Set(pairs.map(({ id }) => id))).toContain('host-pod-to-pod/cross-node');
  });

  test('a pod behind policies answers on both ports where nobody enforces them, and no denial is claimed', () => {
    const of = (id: string) => byJobs.checks.filter((check) => check.id === id);
    expect(new Set(of('policy/allow').map(({ verdict }) => verdict))).toEqual(new Set(['pass']));
    expect(
      new Set(of('policy/default-deny').map(({ verdict, observed }) => `${verdict} ${observed?.reachable}`)),
    ).toEqual(new Set(['skip true']));
  });

  test('what the lab does not have, Services and DNS, fails and is not passed over', () => {
    const of = (id: string) => byJobs.checks.filter((check) => check.id === id);
    for (const id of ['service/cluster-ip', 'service/node-port', 'service/hairpin', 'dns'])
      expect(of(id).map(({ verdict }) => verdict)).toContain('fail');
  });

  test('the report is the lab’s, for the target kubernetes', () => {
    expect(byJobs.schema).toBe(inLab.schema);
    expect(output).toContain('target kubernetes');
    expect(output).toContain('Every pod reaches every pod without NAT');
  });

  test('afterwards nothing is left in the cluster', () => {
    expect(cluster.objects()).toEqual([]);
  });
}, ['nft', 'vxlan']);
