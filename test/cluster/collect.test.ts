import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterNode } from '../../lib/cluster/cluster-node';
import { controlPorts } from '../../lib/cluster/control/ports';
import { judgeCluster } from '../../lib/cluster/judge-cluster';
import { parseObservations } from '../../lib/cluster/observations';
import { staticRun } from '../../lib/cluster/static-run';
import { hasProgram } from '../support/namespaces';
import {
  apiNode,
  apiServerObjects,
  FakeCluster,
  fakeNodes,
  healthyScenario,
  kubeletPort,
} from './fake-cluster';

const nodes = fakeNodes(2);
const run = staticRun({ nodes: nodes.map(({ name }) => name), program: '// program\n' });
const missing = ['bash', 'jq'].filter((program) => !hasProgram(program));
const title = 'collect.sh, on a cluster to which the manifests were applied by hand';

(missing.length > 0 ? describe.skip : describe)(
  missing.length > 0 ? `${title} (skipped: ${missing.join(', ')} not installed)` : title,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'collect-'));
    const script = join(folder, 'collect.sh');
    const file = join(folder, 'observations.json');
    let cluster: FakeCluster;

    function collect(scenario: object = {}, collectScript = run.collect, files = run.files) {
      cluster = new FakeCluster({ ...healthyScenario(nodes), ...scenario });
      const list = JSON.stringify({ items: Object.values(files).flat() });
      spawnSync('kubectl', ['apply', '--filename', '-'], { input: list, env: process.env });
      writeFileSync(script, collectScript);
      chmodSync(script, 0o755);
      return runScript();
    }

    /** Without what Bash 3.2 lacks, which macOS has. */
    function runScript() {
      writeFileSync(join(folder, 'old-bash'), 'enable -n mapfile readarray\n');
      const env = { ...process.env, BASH_ENV: join(folder, 'old-bash') };
      return spawnSync('bash', [script, file], { encoding: 'utf8', env });
    }

    afterEach(() => cluster.end());
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    test('what it gathers is judged like what the runner gathers', () => {
      expect(collect()).toMatchObject({ status: 0, stdout: '' });
      const observations = parseObservations(JSON.parse(readFileSync(file, 'utf8')));
      const given = { name: 'cluster' };
      const results = judgeCluster(observations, given, {
        startedAt: new Date(0),
        tool: 'test',
        target: 'aws',
      });
      expect(results.summary).toMatchObject({ fail: 0 });
      expect(results.checks.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(80);
    });

    test('the Jobs are given the addresses of servers and Services before they start', () => {
      collect();
      const order = cluster.calls().map(([, , verb]) => verb);
      expect(order.indexOf('patch')).toBeGreaterThan(order.indexOf('get'));
      const map = cluster.objects().find(({ metadata }) => metadata.name === 'addresses') as unknown as {
        data: Record<string, string>;
      };
      const addresses = JSON.parse(map.data['addresses.json']!);
      expect(addresses.pods).toContainEqual({ node: 'worker-1', role: 'guarded', ips: ['10.244.1.4'] });
      expect(addresses.services).toContainEqual({
        name: 'node-port',
        clusterIPs: ['10.96.0.22'],
        ports: [
          { protocol: 'TCP', nodePort: 30080 },
          { protocol: 'UDP', nodePort: 30081 },
        ],
      });
    });

    test('the ranges of Services are gathered where the API has some and they may be read', () => {
      const items = [{ metadata: { name: 'kubernetes' }, spec: { cidrs: ['10.96.0.0/16'] } }];
      const gathered = () => JSON.parse(readFileSync(file, 'utf8')).serviceCidrs;
      expect(collect({ serviceCidrs: { items } }).status).toBe(0);
      expect(gathered()).toMatchObject(items);
      cluster.end();
      expect(collect().stderr).not.toContain('ranges of Services');
      expect(gathered()).toBeUndefined();
      cluster.end();
      expect(collect({ serviceCidrs: { refused: 'Error from server (Forbidden)' } })).toMatchObject({
        status: 0,
        stderr: expect.stringContaining('nothing is said of the ranges of Services: Error from server'),
      });
      expect(gathered()).toBeUndefined();
    });

    test('the blocks of nodes are gathered where the CNI has objects of them', () => {
      const items = [{ metadata: { name: 'worker-1' }, spec: { ipam: { podCIDRs: ['10.0.1.0/24'] } } }];
      const gathered = () => JSON.parse(readFileSync(file, 'utf8')).addressBlocks;
      expect(collect({ lists: { 'ciliumnodes.cilium.io': items } }).status).toBe(0);
      expect(gathered()).toEqual(items);
      cluster.end();
      expect(collect().status).toBe(0);
      expect(gathered()).toBeUndefined();
    });

    test('the ports of Kubernetes itself are told as the runner tells them, as far as they may be read', () => {
      const apiNodes = nodes.map((node) => apiNode(node, kubeletPort));
      const { services, endpointSlices } = apiServerObjects(nodes);
      const told = () => {
        const map = cluster.objects().find(({ metadata }) => metadata.name === 'addresses') as unknown as {
          data: Record<string, string>;
        };
        return JSON.parse(map.data['addresses.json']!).control;
      };
      expect(collect({ nodes: apiNodes, control: [...services, ...endpointSlices] }).status).toBe(0);
      const ports = controlPorts(apiNodes.map(clusterNode), { services, endpointSlices });
      expect(told()).toEqual(ports);
      const observations = parseObservations(JSON.parse(readFileSync(file, 'utf8')));
      expect(controlPorts(observations.nodes.map(clusterNode), observations.control!)).toEqual(ports);
      cluster.end();
      expect(collect({ nodes: apiNodes })).toMatchObject({
        status: 0,
        stderr: expect.stringContaining('not all is known of the API servers: Error from server (Forbidden)'),
      });
      expect(told()).toEqual({ ...ports, apiServers: [] });
    });

    describe('with captures', () => {
      const captured = staticRun({
        nodes: nodes.map(({ name }) => name),
        program: '// program\n',
        capture: 'nodes',
      });
      const names = ['capture-1-control-plane-1', 'capture-2-worker-1'] as const;
      const logs = { ...healthyScenario(nodes).logs, [names[0]]: 'one\n', [names[1]]: 'two\n' };
      const held = { 'probe-pod': { active: 1 } };
      const gathered = () => parseObservations(JSON.parse(readFileSync(file, 'utf8')));

      test('they are gathered while the Jobs on the pod network keep their pods', () => {
        expect(collect({ logs, jobs: held }, captured.collect, captured.files)).toMatchObject({ status: 0 });
        expect(gathered().captures).toEqual({ [names[0]]: 'one\n', [names[1]]: 'two\n' });
        expect(Object.keys(gathered().logs)).toHaveLength(4);
      });

      test('one that fails is left out, and the probes stand', () => {
        const conditions = [{ type: 'Failed', status: 'True', message: 'no image' }];
        const jobs = { ...held, [names[0]]: { conditions } };
        const { status, stderr } = collect({ logs, jobs }, captured.collect, captured.files);
        expect([status, stderr]).toEqual([0, expect.stringContaining(`${names[0]} failed: no image`)]);
        expect(gathered().captures).toEqual({ [names[1]]: 'two\n' });
      });
    });

    test('no more Jobs are under way at one time than may be', () => {
      expect(run.collect).toContain('\nPARALLEL=40 ');
      const one = run.collect.replace('PARALLEL=40', 'PARALLEL=1');
      expect(collect({}, one).status).toBe(0);
      const steps = cluster
        .calls()
        .flatMap(([, , verb, job]) => (/patch|logs/.test(verb!) ? [verb, job] : []));
      const jobs = ['node-1-control-plane-1', 'node-2-worker-1', 'pod-1-control-plane-1', 'pod-2-worker-1'];
      expect(steps).toEqual(
        jobs.flatMap((name) => ['patch', `job.batch/probe-${name}`, 'logs', `job.batch/probe-${name}`]),
      );
    });

    test('what Jobs of an earlier run saw is not collected as new', () => {
      collect();
      rmSync(file);
      const { status, stderr } = runScript();
      expect([status, stderr]).toEqual([
        1,
        expect.stringMatching(/4 Jobs in cni-testbed-probe have been started .*kubectl delete namespace/),
      ]);
      expect(() => readFileSync(file)).toThrow();
    });

    test('a Job that fails ends it with its name and reason, and no file', () => {
      rmSync(file, { force: true });
      const failed = {
        conditions: [{ type: 'Failed', status: 'True', message: 'Job has reached the backoff limit' }],
      };
      const { status, stderr } = collect({ jobs: { 'probe-node-2': failed } });
      expect(status).toBe(1);
      expect(stderr).toContain('probe-node-2-worker-1 failed: Job has reached the backoff limit');
      expect(() => readFileSync(file)).toThrow();
    });
  },
);

test.each([
  [{}, 'its schema is missing'],
  [null, 'its schema is missing'],
  [{ schema: 'cni-testbed/observations/v1', nodes: 3 }, 'nodes is 3, not a list'],
])('a file that is none of collect.sh’s is refused: %j', (input, message) => {
  expect(() => parseObservations(input)).toThrow(message);
});
