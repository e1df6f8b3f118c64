/** The boot scripts run for real, against a metadata service, a bucket and stand-ins for kubeadm, kubectl and helm. */
import { existsSync, readFileSync } from 'node:fs';
import { release } from 'node:os';
import { basename, join } from 'node:path';
import { describeWith, missing } from '../programs';
import {
  calls,
  certificateKey,
  cloud,
  folder,
  jobsKey,
  jobsStatus,
  kept,
  machine,
  self,
  short,
  status,
  token,
  told,
  useMachine,
} from './boot-machine';

useMachine();

describeWith(missing('bash', 'curl', 'jq'), 'the boot scripts', () => {
  test('the first control plane starts the cluster, keeps the plan, installs the CNI and says that all is ready', async () => {
    const { generation, boot } = machine('control-plane-1');
    const { code, output } = await boot();
    expect({ code, output: code ? output : '' }).toEqual({ code: 0, output: '' });
    expect(calls().map(short)).toMatchSnapshot();
    expect(status('control-plane-1')).toMatchObject({ stage: 'ready', state: 'done', generation });
    expect(
      kept('nodes.json').items.map((node: { metadata: { name: string }; spec: object }) => [
        node.metadata.name,
        node.spec,
      ]),
    ).toEqual([
      ['control-plane-1', { podCIDR: '10.244.0.0/24', podCIDRs: ['10.244.0.0/24'] }],
      ['worker-1', { podCIDR: '10.244.1.0/24', podCIDRs: ['10.244.1.0/24'] }],
      ['worker-2', { podCIDR: '10.244.2.0/24', podCIDRs: ['10.244.2.0/24'] }],
    ]);
  });

  test('join data is in the bucket while nodes join, and gone when they have', async () => {
    const { boot } = machine('control-plane-1');
    await boot();
    const aboutJoin = cloud.requests.filter((request) => request.includes('join/'));
    expect(aboutJoin).toEqual([
      'DELETE join/worker.json', // what another machine may have left
      'DELETE join/control-plane.json',
      'PUT join/worker.json',
      'DELETE join/worker.json',
      'DELETE join/control-plane.json',
    ]);
    expect([...cloud.objects.keys()].filter((key) => key.startsWith('join/'))).toEqual([]);
  });

  test('neither token nor key nor credential is in the log or on a command line, and every request is signed', async () => {
    const { boot } = machine('control-plane-1', { controlPlanes: 3 });
    const { output } = await boot();
    for (const secret of [token, certificateKey, 'very-secret', 'session-token']) {
      expect(output).not.toContain(secret);
      expect(readFileSync(join(folder, 'calls'), 'utf8')).not.toContain(secret);
    }
    expect(cloud.unsigned).toEqual([]);
  });

  test('every status says which machine it is of, as its cloud and its kernel know it', async () => {
    const { boot, publish } = machine('worker-1');
    publish('worker');
    expect((await boot()).code).toBe(0);
    expect(status('worker-1').machine).toEqual({
      id: 'i-0123456789abcdef0',
      type: 'c6in.large',
      zone: 'eu-central-1b',
      placementGroup: 'aws-test',
      machineId: 'd41d8cd98f00b204e9800998ecf8427e',
      bootId: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
      kernel: release(),
    });
  });

  test('a worker waits for the join data and joins with it', async () => {
    const { generation, boot, publish } = machine('worker-1');
    const joined = boot();
    while (cloud.requests.filter((request) => request === 'GET join/worker.json').length < 2)
      await new Promise((wake) => setTimeout(wake, 20));
    publish('worker');
    expect((await joined).code).toBe(0);
    expect(kept('join.json')).toMatchObject({
      kind: 'JoinConfiguration',
      discovery: {
        bootstrapToken: {
          token,
          caCertHashes: ['sha256:00'],
          apiServerEndpoint: 'api.testbed.internal:6443',
        },
      },
      nodeRegistration: { name: 'worker-1' },
    });
    expect(kept('join.json')).not.toHaveProperty('controlPlane');
    expect(status('worker-1')).toMatchObject({ stage: 'join', state: 'done', generation });
    expect(existsSync(join(folder, 'run', 'testbed-join.json'))).toBe(false);
    expect(existsSync(join(folder, 'run', 'testbed-join-filled.json'))).toBe(false);
  });

  test('a further control plane joins with the certificate key, after the one before it', async () => {
    const { boot, publish } = machine('control-plane-3', { controlPlanes: 3 });
    publish('control-plane');
    const joined = 'join/control-plane-2.joined';
    cloud.objects.set(joined, 'sha256:of-an-earlier-cluster');
    const ended = boot();
    while (cloud.requests.filter((request) => request === `GET ${joined}`).length < 3)
      await new Promise((wake) => setTimeout(wake, 20));
    expect(calls()).toEqual(['']);
    cloud.objects.set(joined, 'sha256:00');
    expect((await ended).code).toBe(0);
    expect(cloud.requests).toContain('PUT join/control-plane-3.joined');
    expect(kept('join.json').controlPlane).toEqual({
      localAPIEndpoint: { advertiseAddress: '192.168.1.253', bindPort: 6443 },
      certificateKey,
    });
  });

  test("Calico's definitions go in before its chart, and each readiness command runs as given", async () => {
    const { boot } = machine('control-plane-1', { cni: 'calico' });
    expect((await boot()).code).toBe(0);
    const made = calls().map(short);
    const at = (part: string) => made.findIndex((call) => call.includes(part));
    expect(
      at('helm template crds crd.projectcalico.org.v1 --repo https://docs.tigera.io/calico/charts'),
    ).toBeGreaterThan(0);
    expect(at('helm upgrade --install calico tigera-operator --repo')).toBeGreaterThan(
      at('helm template crds'),
    );
    expect(at('kubectl wait --for=create tigerastatus/ippools')).toBeGreaterThan(at('helm upgrade'));
  });

  test("Calico's pools are applied beside the chart, however few they are", async () => {
    const { boot } = machine('control-plane-1', { cni: 'calico', workers: 1 });
    expect((await boot()).code).toBe(0);
    expect(calls().map(short)).toContain('kubectl apply --server-side --filename manifests.yaml');
  });

  test('the connectivity Jobs start when all is ready, and what they saw reaches the bucket', async () => {
    const collect = '#!/bin/bash\necho \'{"checks": []}\' >"$1"\n';
    const { generation, jobs } = machine('control-plane-1', {}, { manifests: [], collect });
    expect((await jobs()).code).toBe(0);
    expect(JSON.parse(cloud.objects.get(`results/${self}/${generation}/run-1.json`)!)).toEqual({
      checks: [],
    });
    expect(told(jobsKey)).toEqual([
      'apply 1 running',
      'collect 1 running',
      'store 1 running',
      'store 1 done',
    ]);
    expect(jobsStatus()).toMatchObject({ generation, run: 1 });
    expect(basename(calls().at(-1)!)).toBe('manifests.json');
  });

  test('Jobs that cannot run leave the cluster ready and say so in their own status', async () => {
    const { jobs } = machine('control-plane-1', {}, { manifests: [], collect: 'exit 7\n' });
    expect((await jobs()).code).toBe(1);
    expect(jobsStatus()).toMatchObject({ stage: 'collect', state: 'failed', lastExit: 7, final: true });
    expect([...cloud.objects.keys()].filter((key) => key.startsWith('status/'))).toEqual([]);
  });
});
