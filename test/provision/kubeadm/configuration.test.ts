import type { AwsTestbedSpecInput } from '../../../lib/provision';
import { initDocuments, joinDocument } from '../../../lib/provision/kubeadm/configuration';
import { clusterOf } from '../aws/fixtures';

const options = (kubeProxy: 'iptables' | 'disabled' = 'iptables') => ({
  kubernetesVersion: 'v1.36.4',
  apiHost: 'api.testbed.internal',
  changes: { kubeProxy } as const,
});
const planOf = (input: AwsTestbedSpecInput = {}) => clusterOf(input).plan;
// biome-ignore lint/suspicious/noExplicitAny: documents of kubeadm's own form
const documents = (input?: AwsTestbedSpecInput, proxy?: 'disabled'): any[] =>
  initDocuments(planOf(input), options(proxy));

test('the first control plane gets the documents of the snapshot', () =>
  expect(documents()).toMatchSnapshot());

test('nobody but the plan hands out pod ranges', () =>
  expect(documents()[1].controllerManager.extraArgs).toEqual([
    { name: 'allocate-node-cidrs', value: 'false' },
  ]));

test('a CNI that takes the place of kube-proxy turns it off for good, upgrades included', () => {
  const [, cluster, ...rest] = documents({}, 'disabled');
  expect(cluster.proxy).toEqual({ disabled: true });
  expect(rest.map(({ kind }) => kind)).toEqual(['KubeletConfiguration']);
});

test('kubelets take as many pods as the spec says, or as they do by themselves', () => {
  const kubelet = (input: AwsTestbedSpecInput) =>
    documents(input).find(({ kind }) => kind === 'KubeletConfiguration');
  expect(kubelet({ maxPods: 30 })).toMatchObject({ maxPods: 30 });
  expect(kubelet({})).not.toHaveProperty('maxPods');
});

test('without workers the control plane takes pods, else it keeps its taint', () => {
  expect(documents({ workers: 0 })[0].nodeRegistration.taints).toEqual([]);
  expect(documents({ workers: 1 })[0].nodeRegistration).not.toHaveProperty('taints');
});

test('the certificate is valid for every way to the API', () =>
  expect(documents({ controlPlanes: 3 })[1].apiServer.certSANs).toEqual([
    'api.testbed.internal',
    '127.0.0.1',
    'localhost',
    '192.168.1.9',
    '192.168.1.10',
    '192.168.1.254',
    '192.168.1.253',
  ]));

test('joining nodes know where the API is and who they are, and no secret', () => {
  const plan = planOf({ controlPlanes: 3 });
  const [worker, controlPlane] = [plan.nodes.at(-1)!, plan.nodes[1]!].map((node) =>
    joinDocument(plan, node, options()),
  );
  expect(worker).toMatchObject({
    discovery: { bootstrapToken: { apiServerEndpoint: 'api.testbed.internal:6443' } },
    nodeRegistration: { name: 'worker-2', kubeletExtraArgs: [{ name: 'node-ip', value: '192.168.1.12' }] },
  });
  expect(worker).not.toHaveProperty('controlPlane');
  expect(controlPlane).toMatchObject({
    controlPlane: { localAPIEndpoint: { advertiseAddress: '192.168.1.254' } },
  });
  expect(JSON.stringify([worker, controlPlane])).not.toMatch(/token"|certificateKey|caCertHashes/);
});
