/** Observations of a cluster that anybody may have written: each is refused in a line, or judged, and reports can be made. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { packageRoot } from '../../lib/base/package-root';
import { TargetError } from '../../lib/base/target-error';
import type { Given } from '../../lib/cluster/cluster-testbed';
import { judgeCluster } from '../../lib/cluster/judge-cluster';
import { parseObservations, timesOf } from '../../lib/cluster/observations';
import { parseSpec } from '../../lib/plan';
import { readResults } from '../../lib/results';
import { testbed } from '../../lib/testbed';
import { mutated } from '../mutations';
import { asText, written } from '../report/written';
import { FakeCluster, fakeNodes, healthyScenario } from './fake-cluster';
import { observations } from './fake-observations';

/** What no line holds. */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** The same with the texts in it as data, so that what they hold can be changed too. */
function opened() {
  const seen = JSON.parse(
    JSON.stringify(observations({ egress: { address: '203.0.113.9', port: 27_431 }, metadata: true })),
  );
  for (const node of seen.nodes)
    Object.assign(node.metadata, {
      annotations: { 'flannel.alpha.coreos.com/backend-type': 'vxlan' },
      labels: { ...node.metadata.labels, 'topology.kubernetes.io/zone': 'a' },
    });
  for (const pod of seen.pods) pod.status.startTime = '2026-01-01T10:00:00Z';
  const linesOf = (log: string) =>
    log
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  return {
    ...seen,
    collectedAt: '2026-01-01T10:01:00Z',
    settings: JSON.parse(seen.settings),
    logs: Object.fromEntries(Object.entries<string>(seen.logs).map(([job, log]) => [job, linesOf(log)])),
  };
}

/** As a file has it. */
function closed(seen: Record<string, unknown>): unknown {
  const { settings, logs } = seen;
  const text = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : value);
  const log = (lines: unknown) => (Array.isArray(lines) ? lines.map(text).join('\n') : lines);
  const texts = (jobs: object) =>
    Object.fromEntries(Object.entries(jobs).map(([job, one]) => [job, log(one)]));
  return {
    ...seen,
    settings: text(settings),
    logs: typeof logs === 'object' && logs ? texts(logs) : logs,
  };
}

const sound = opened();
const planned = testbed(parseSpec({ cni: 'flannel' }));
const everyGiven: readonly Given[] = [
  { name: 'cluster' },
  { name: 'testbed', testbed: planned },
  { name: 'cluster', cni: planned.cni, choice: planned.choice },
];

/** Why it was refused; undefined where it was judged. */
function refusal(input: unknown, given: Given = everyGiven[0]!): string | undefined {
  try {
    const seen = parseObservations(input);
    const run = { ...timesOf(seen), tool: 'a test', target: 'kubernetes' } as const;
    const results = judgeCluster(seen, given, run);
    expect(asText(readResults(written(results)))).toEqual(asText(results));
    return undefined;
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    expect(`${error.message} ${error.remedy}`).not.toMatch(unsafe);
    return error.message;
  }
}

/** Why the sound file with one field changed was refused. @param path its fields, with the lines of logs as data */
function refusalOf(path: string, value: unknown): string | undefined {
  const changed = JSON.parse(JSON.stringify(sound));
  const keys = path.split('/');
  const last = keys.pop()!;
  keys.reduce((object, key) => object[key], changed)[last] = value;
  return refusal(closed(changed));
}

describe('observations of others', () => {
  test('are judged where nothing is wrong', () => {
    for (const given of everyGiven) expect(refusal(closed(sound), given)).toBeUndefined();
  });

  test.each(['nodes', 'pods', 'services', 'daemonSets', 'settings', 'logs'])(
    'with anything wrong in %s are refused, or judged, and never a bug',
    (part) => {
      const files = mutated(sound, ([first]) => first !== part);
      fc.assert(
        fc.property(
          files,
          fc.constantFrom(...everyGiven),
          (text, given) => void refusal(closed(JSON.parse(text)), given),
        ),
        { numRuns: 60 },
      );
    },
  );

  test.each<[string, unknown, string]>([
    [
      'nodes/1/status/addresses/0/address',
      '192.168.1.10; rm',
      'nodes.1 (worker-1).status.addresses.0.address is "192.168.1.10; rm": an IPv4 address is four decimal numbers',
    ],
    [
      'nodes/1/spec/podCIDRs',
      ['garbage'],
      'nodes.1 (worker-1).spec.podCIDRs.0 is "garbage": a range is an address',
    ],
    ['nodes/1/spec/podCIDRs', '10.244.1.0/24', 'nodes.1 (worker-1).spec.podCIDRs is "10.244.1.0/24"'],
    ['nodes/1/spec/podCIDRs', ['10.244.1.5/24'], 'did you mean 10.244.1.0/24?'],
    ['nodes/0/metadata/name', 'a\nPASS 237 checks', 'nodes.0 (a PASS 237 checks).metadata.name'],
    ['nodes/0/metadata/name', 'worker-1', 'two of nodes are named worker-1'],
    ['nodes/0/metadata', null, 'nodes.0.metadata is null'],
    [
      'nodes/0/metadata/labels',
      { 'topology.kubernetes.io/zone': 'a\nb' },
      'topology.kubernetes.io/zone is "a\\nb"',
    ],
    ['nodes/0/metadata/labels', { a: 1 }, 'nodes.0 (control-plane-1).metadata.labels.a is 1'],
    ['nodes/0/status/conditions', 'Ready', 'nodes.0 (control-plane-1).status.conditions is "Ready"'],
    ['pods/0/status/podIPs', [{ ip: '10.244.0.2\n' }], 'pods.0 (pod-control-plane-1).status.podIPs.0.ip'],
    ['pods/0/spec/nodeName', { a: 1 }, 'pods.0 (pod-control-plane-1).spec.nodeName'],
    ['services/0/spec/clusterIPs', ['none'], 'services.0 (cluster-ip).spec.clusterIPs.0 is "none"'],
    [
      'services/0/spec/ports',
      [{ nodePort: 70_000 }],
      'services.0 (cluster-ip).spec.ports.0.nodePort is 70000',
    ],
    ['daemonSets/0/metadata/name', 7, 'daemonSets.0.metadata.name is 7'],
    ['serverVersion', null, 'serverVersion is null'],
    ['settings/egress', { address: 'a; rm', port: 1 }, 'settings.egress is {"address":"a; rm","port":1}'],
    ['settings/metadata', 'yes', 'settings.metadata is "yes"'],
    [
      'logs/probe-node-1-control-plane-1/0/interfaces',
      [{ name: 'eth0', mtu: -1, addresses: [] }],
      '0.mtu is -1',
    ],
    [
      'logs/probe-node-1-control-plane-1/0/interfaces',
      [{ name: 'e', addresses: ['x'] }],
      'addresses.0 is "x"',
    ],
    ['logs/probe-node-1-control-plane-1/1/rttMs', -1, 'line 2: rttMs is -1'],
    ['logs/probe-node-1-control-plane-1/1/source', 'garbage', 'line 2: source is "garbage"'],
    ['logs/probe-node-1-control-plane-1/1/family', 'ipv5', 'line 2: family is "ipv5"'],
  ])('with %s = %j are refused by object, field, value and rule', (path, value, words) => {
    expect(refusalOf(path, value)).toContain(words);
  });

  test.each<[string, unknown]>([
    ['nodes/0/metadata/annotations', { 'flannel.alpha.coreos.com/backend-type': 7, other: null }],
    ['nodes/0/metadata/annotations', null],
    ['nodes/0/metadata/labels', null],
    ['nodes/0/spec', null],
    ['nodes/0/status/nodeInfo', { kernelVersion: '6.8\nPASS 237 checks' }],
    ['nodes/0/status/addresses/1', { type: 'Hostname', address: 'any; thing' }],
    ['daemonSets', []],
    ['logs/probe-pod-1-control-plane-1/0/nameServers', ['fe80::1%eth0', '[::1]:53', '10.96.0.10:53', 'x\n']],
    ['collectedAt', 'yesterday'],
    ['collectedAt', '+275760-09-13T00:00:00Z'],
    ['pods/0/status/startTime', '-000001-01-01T00:00:00Z'],
    ['serverVersion', 'v1.36.4\nPASS 237 checks'],
  ])('with %s = %j, which nothing depends on, are judged', (path, value) => {
    expect(refusalOf(path, value)).toBeUndefined();
  });

  test('of more nodes than can be judged by all pairs are refused', () => {
    const many = observations({ nodes: fakeNodes(3) });
    const names = Array.from({ length: 3000 }, (_, i) => `node-${i}`);
    const nodes = names.map((name) => ({ ...many.nodes[0], metadata: { name } }));
    const settings = JSON.stringify({ nodes: names, extent: { pairs: 'all' }, jitterMs: 0 });
    expect(refusal({ ...many, nodes, settings })).toContain('asks for all pairs of 3000 nodes');
  });
});

describe('the command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-observations-'));
  let cluster: FakeCluster | undefined;
  afterEach(() => {
    cluster?.end();
    cluster = undefined;
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const testbedTest = (...flags: string[]) =>
    spawnSync(
      process.execPath,
      [join(packageRoot, 'dist', 'testbed.js'), 'test', '--target', 'kubernetes', ...flags],
      { encoding: 'utf8', env: process.env },
    );

  test('ends with exit code 4 and a line, where a file’s node has an address that is none', () => {
    const file = join(folder, 'seen.json');
    const changed = JSON.parse(JSON.stringify(sound));
    changed.nodes[0].status.addresses[0].address = '192.168.1.10; rm';
    writeFileSync(file, JSON.stringify(closed(changed)));
    const { status, stdout, stderr } = testbedTest('--observations', file);
    expect([status, stdout]).toEqual([4, '']);
    expect(stderr).toMatch(
      /^error: the observations cannot be read: nodes\.0 .*\n {2}Collect them again .*\n$/,
    );
  });

  test('ends with exit code 4 before anything is made, where a cluster’s node has a share that is none', () => {
    const [first, ...rest] = fakeNodes(2);
    cluster = new FakeCluster(healthyScenario([{ ...first!, podCidr: 'garbage' }, ...rest]));
    const { status, stderr } = testbedTest();
    expect([status, stderr]).toEqual([
      4,
      expect.stringMatching(
        /^error: .*nodes\.0 \(control-plane-1\)\.spec\.podCIDRs\.0 is "garbage": a range is .*\n/,
      ),
    ]);
    expect(cluster.objects()).toEqual([]);
  });
});
