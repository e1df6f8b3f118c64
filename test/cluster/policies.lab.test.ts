/**
 * Network policies with dual stack, by a policy engine that a test makes: rules of nft in the pods behind policies that let
 * in what Kubernetes says they must. The runner, the Jobs' bundle and the judge are the real ones.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckResult } from '../../lib/check';
import { type Family, probePort } from '../../lib/net';
import type { Plan } from '../../lib/plan';
import { baselinePortOffset } from '../../lib/prober/questions/settings';
import type { Results } from '../../lib/results';
import { describeLab } from '../support/namespaces';
import { agents, FakeCluster } from './fake-cluster';
import { labScenario, nodesOf, runTestbed } from './lab-cluster';

const families: readonly Family[] = ['ipv4', 'ipv6'];

describeLab('policies in a lab with dual stack', () => {
  const lab = `policies-${process.pid}`;
  const folder = mkdtempSync(join(tmpdir(), 'policies-'));
  let plan: Plan;

  beforeAll(() => {
    const up = runTestbed(
      ...['up', '--name', lab, '--nodes', '2', '--pods-per-node', '3', '--ip-family', 'dual'],
    );
    if (up.status !== 0) throw new Error(up.stderr);
    const file = join(folder, 'lab.json');
    runTestbed('test', '--name', lab, '--quiet', '--json', file);
    plan = JSON.parse(readFileSync(file, 'utf8')).plan;
  });

  afterAll(() => {
    runTestbed('down', '--name', lab);
    rmSync(folder, { recursive: true, force: true });
  });

  /** Every pod and node with its addresses of both families. */
  function dualScenario() {
    const scenario = labScenario(lab, nodesOf(plan));
    const both = (of: { ipv4?: unknown; ipv6?: unknown }) => families.map((family) => `${of[family]}`);
    const ips = plan.nodes.flatMap(({ name, address, pods }) => [
      [`node ${name}`, both(address)],
      [`prober node ${name}`, both(address)],
      [`pod ${name}`, both(pods[0]!.address)],
      [`prober pod ${name}`, both(pods[1]!.address)],
      [`guarded ${name}`, both(pods[2]!.address)],
    ]);
    const nodes = scenario.nodes.map((node, i) => ({
      ...node,
      spec: { podCIDRs: both(plan.nodes[i]!.podCidr!) },
      status: {
        ...node.status,
        addresses: both(plan.nodes[i]!.address).map((address) => ({ type: 'InternalIP', address })),
      },
    }));
    // A CNI that says that it enforces policies of the whole cluster.
    const said = {
      '/apis/policy.networking.k8s.io': { versions: [{ version: 'v1alpha2' }] },
      'tiers.crd.projectcalico.org kube-admin': { metadata: { name: 'kube-admin' } },
    };
    const daemonSets = agents('calico-node');
    return { ...scenario, nodes, ips: Object.fromEntries(ips), daemonSets, said };
  }

  /** What an engine programs: the pod's own node gets in, probers' pods where no tier Admin denies it, and nobody else. */
  function enforce(node: Plan['nodes'][number], family: Family): void {
    const word = family === 'ipv4' ? 'ip' : 'ip6';
    const probers = plan.nodes.map(({ pods }) => `${pods[1]!.address[family]}`).join(', ');
    const allowed = `{ ${probePort}, ${probePort + baselinePortOffset} }`;
    const all = `${probePort}-${probePort + baselinePortOffset}`;
    const rules = [
      `add table ${word} engine`,
      `add chain ${word} engine in { type filter hook input priority 0; }`,
      `add rule ${word} engine in ${word} saddr ${node.podGateway![family]} accept`,
      `add rule ${word} engine in ${word} saddr { ${probers} } th dport ${allowed} accept`,
      `add rule ${word} engine in meta l4proto { tcp, udp } th dport ${all} drop`,
    ];
    for (const rule of rules) {
      const { status, stderr } = runTestbed('exec', '--name', lab, `${node.name}/2`, '--', 'nft', rule);
      if (status !== 0) throw new Error(stderr);
    }
  }

  function tested(): Results {
    const cluster = new FakeCluster(dualScenario());
    const file = join(folder, 'jobs.json');
    runTestbed('test', '--target', 'kubernetes', '--json', file);
    cluster.end();
    return JSON.parse(readFileSync(file, 'utf8'));
  }

  const byFamily = (results: Results, family: Family) =>
    new Set(
      results.checks
        .filter((check) => check.id.startsWith('policy/') && check.family === family)
        .map(({ id, verdict }: CheckResult) => `${id} ${verdict}`),
    );
  const open = ['allow', 'own-node', 'baseline-tier'].map((kind) => `policy/${kind} pass`);
  const closed = ['default-deny', 'other-node', 'admin-tier'].map((kind) => `policy/${kind}`);

  test('hold in the family that the engine knows, and the one that it forgets is named', () => {
    for (const node of plan.nodes) enforce(node, 'ipv4');
    const results = tested();
    expect(byFamily(results, 'ipv4')).toEqual(new Set([...open, ...closed.map((id) => `${id} pass`)]));
    expect(byFamily(results, 'ipv6')).toEqual(new Set([...open, ...closed.map((id) => `${id} fail`)]));
    const found = results.diagnoses.filter(({ code }) => code.startsWith('policy-'));
    expect(found.map(({ code, details }) => [code, details?.family])).toContainEqual([
      ...['policy-not-enforced', 'ipv6'],
    ]);
    expect(new Set(found.map(({ details }) => details?.family))).toEqual(new Set(['ipv6']));
  });
}, ['nft']);
