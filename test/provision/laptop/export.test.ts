import { parse } from 'yaml';
import { clusterNode } from '../../../lib/cluster/cluster-node';
import { planNodeOf } from '../../../lib/cluster/planned-nodes';
import { parseSpec, SpecError, type TestbedSpecInput } from '../../../lib/plan';
import { kindExport } from '../../../lib/provision/laptop/kind';
import { minikubeExport } from '../../../lib/provision/laptop/minikube';
import { testbed } from '../../../lib/testbed';
import { apiNode, fakeNodes } from '../../cluster/fake-cluster';

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

  test('tells the kubelets how many pods they take, where the spec does', () => {
    const patches = (input: TestbedSpecInput) =>
      parse(kindExport(planned(input)).files['kind.yaml']!).kubeadmConfigPatches.map(parse);
    const kubelet = (input: TestbedSpecInput) =>
      patches(input).filter(({ kind }: { kind: string }) => kind === 'KubeletConfiguration');
    expect(kubelet({})).toEqual([]);
    expect(kubelet({ maxPods: 30 })).toEqual([{ kind: 'KubeletConfiguration', maxPods: 30 }]);
    const { create } = minikubeExport(planned({ maxPods: 30 }));
    expect(create('x')).toContain('--extra-config=kubelet.max-pods=30');
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

  test('the CNI’s objects know the nodes by kind’s names', () => {
    const { files } = kindExport(planned({ cni: 'calico' }));
    expect(files['manifests.yaml']).toContain('kubernetes.io/hostname == "testbed-worker2"');
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

describe('which node of a plan a cluster’s node is', () => {
  const { plan } = planned();
  const named = (names: string[]) =>
    names.map((name, i) => ({ ...clusterNode(apiNode(fakeNodes(names.length)[i]!)), name }));
  const pairs = (names: string[]) =>
    [...planNodeOf(plan, named(names))].map(([name, node]) => `${name} is ${node.name}`);

  test('is recognised by its name', () => {
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
