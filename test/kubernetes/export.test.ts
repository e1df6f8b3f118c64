import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { clusterNode } from '../../lib/kubernetes/cluster-node';
import { kindExport } from '../../lib/kubernetes/export/kind';
import { minikubeExport } from '../../lib/kubernetes/export/minikube';
import { planNodeOf } from '../../lib/kubernetes/told-shares';
import { parseSpec, SpecError, type TestbedSpecInput } from '../../lib/plan';
import { testbed } from '../../lib/testbed';
import { hasProgram } from '../support/namespaces';
import { apiNode, fakeNodes } from './fake-cluster';

const planned = (input: TestbedSpecInput = {}) => testbed(parseSpec(input));

describe('export kind', () => {
  test('gives kind the plan’s ranges, with its CNI and its shares off', () => {
    expect(kindExport(planned()).files['kind.yaml']).toMatchSnapshot();
  });

  test('leaves kube-proxy out where the CNI takes its place, and has its mode follow the data plane', () => {
    const mode = (input: TestbedSpecInput) =>
      parse(kindExport(planned(input)).files['kind.yaml']!).networking.kubeProxyMode;
    expect(mode({ cni: 'cilium', dataPlane: 'ebpf' })).toBe('none');
    expect(mode({ cni: 'flannel', dataPlane: 'nftables' })).toBe('nftables');
  });

  test('writes both families of a dual-stack plan', () => {
    const { networking } = parse(kindExport(planned({ ipFamily: 'dual' })).files['kind.yaml']!);
    expect(networking).toMatchObject({
      ipFamily: 'dual',
      podSubnet: '10.244.0.0/16,fd00:10:244::/48',
      serviceSubnet: '10.96.0.0/12,fd00:10:96::/112',
    });
  });

  test('names each node as kind does, with its planned share', () => {
    const { files } = kindExport(planned({ name: 'lab', controlPlanes: 2, workers: 2 }));
    expect(files['nodes.tsv']).toBe(
      [
        'lab-control-plane\t10.244.0.0/24',
        'lab-control-plane2\t10.244.255.0/24',
        'lab-worker\t10.244.1.0/24',
        'lab-worker2\t10.244.2.0/24',
        '',
      ].join('\n'),
    );
  });

  test('the CNI’s values know the nodes by kind’s names', () => {
    const { files } = kindExport(planned({ cni: 'calico' }));
    expect(files['values.yaml']).toContain('kubernetes.io/hostname == "testbed-worker2"');
  });

  test('a CNI without a chart is refused with what to do', () => {
    expect(() => kindExport(planned({ cni: 'none' }))).toThrow(SpecError);
  });

  test('the spec that is written gives the same plan again', () => {
    const { files } = kindExport(planned({ cni: 'calico', mode: 'bgp', workers: 3 }));
    expect(testbed(parseSpec(parse(files['testbed.yaml']!))).plan).toEqual(
      planned({ cni: 'calico', mode: 'bgp', workers: 3 }).plan,
    );
  });
});

describe('export minikube', () => {
  test('starts it with the plan’s ranges, without a CNI and without shares', () => {
    expect(minikubeExport(planned()).create('x').join('\n')).toMatchSnapshot();
  });

  test('names each node as Minikube does', () => {
    const { files } = minikubeExport(planned({ name: 'lab', workers: 1 }));
    expect(files['nodes.tsv']).toBe('lab\t10.244.0.0/24\nlab-m02\t10.244.1.0/24\n');
  });

  test('what Minikube cannot have is refused: IPv6, and two control planes', () => {
    expect(() => minikubeExport(planned({ ipFamily: 'dual' }))).toThrow(
      'Minikube gives its clusters IPv4 only',
    );
    expect(() => minikubeExport(planned({ controlPlanes: 2 }))).toThrow('or 3 and more');
    expect(minikubeExport(planned({ controlPlanes: 3 })).create('x')).toContain('--ha');
  });
});

const missing = hasProgram('bash') ? undefined : 'bash is not installed';

(missing ? describe.skip : describe)(`install.sh${missing ? ` (skipped: ${missing})` : ''}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'install-'));
  const calls = join(folder, 'calls');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs the script with programs that only write down how they were called. @param fails part of a call that fails */
  function run(files: Readonly<Record<string, string>>, fails = '') {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    for (const program of ['kubectl', 'helm', 'docker', 'curl', 'sleep']) {
      writeFileSync(join(folder, program), readFileSync(join(__dirname, 'stand-ins', 'recorder')));
      chmodSync(join(folder, program), 0o755);
    }
    writeFileSync(calls, '');
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, CALLS: calls, FAILS: fails };
    const { status, stderr } = spawnSync('bash', [join(folder, 'install.sh')], { encoding: 'utf8', env });
    return { status, stderr, steps: readFileSync(calls, 'utf8').trim().split('\n') };
  }

  function install(files: Readonly<Record<string, string>>): string[] {
    const { status, stderr, steps } = run(files);
    expect([status, stderr]).toEqual([0, '']);
    return steps;
  }

  test('sets every share before the CNI comes, copies missing plug-ins and waits until it is ready', () => {
    const steps = install(kindExport(planned({ workers: 1 })).files).map((line) =>
      line.replace(/-o \S+/, '-o FILE').replace(/linux-\w+-/, 'linux-MACHINE-'),
    );
    expect(steps.join('\n')).toMatchSnapshot();
  });

  test('fills in the API server’s address where a value needs it', () => {
    install(kindExport(planned({ cni: 'cilium', dataPlane: 'ebpf' })).files);
    expect(parse(readFileSync(join(folder, 'values.filled.yaml'), 'utf8')).k8sServiceHost).toBe('172.18.0.2');
  });

  test('gives up where the objects beside the chart are refused again and again, and says so', () => {
    const files = { ...kindExport(planned()).files, 'manifests.yaml': 'kind: ConfigMap\n' };
    const { status, stderr, steps } = run(files, 'manifests.yaml');
    expect([status, stderr]).toEqual([1, expect.stringContaining('manifests.yaml were refused 40 times')]);
    expect(steps.filter((step) => step.endsWith('manifests.yaml'))).toHaveLength(40);
    expect(steps.at(-1)).toMatch(/manifests\.yaml$/);
  });

  test('applies the definitions before the chart', () => {
    const steps = install(kindExport(planned({ cni: 'calico' })).files);
    const at = (start: string) => steps.findIndex((line) => line.startsWith(start));
    expect(at('helm template crds')).toBeGreaterThan(-1);
    expect(at('helm template crds')).toBeLessThan(at('helm upgrade'));
  });
});

describe('which node of a plan a cluster’s node is', () => {
  const { plan } = planned();
  const named = (names: string[]) =>
    names.map((name, i) => ({ ...clusterNode(apiNode(fakeNodes(names.length)[i]!)), name }));
  const pairs = (names: string[]) =>
    [...planNodeOf(plan, named(names))].map(([name, node]) => `${name} is ${node.name}`);

  test('is told by its name', () => {
    expect(pairs(['worker-2', 'worker-1'])).toEqual(['worker-2 is worker-2', 'worker-1 is worker-1']);
  });

  test('else by its role and place, counted as people count', () => {
    expect(pairs(['kind-control-plane', 'kind-worker2', 'kind-worker'])).toEqual([
      'kind-control-plane is control-plane-1',
      'kind-worker is worker-1',
      'kind-worker2 is worker-2',
    ]);
  });
});
