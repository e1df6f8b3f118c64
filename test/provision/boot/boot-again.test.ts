/** What the boot scripts do when they run again: after a reboot in their midst, or by hand. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith, missing } from '../programs';
import { calls, cloud, folder, kept, machine, short, status, token, useMachine } from './boot-machine';

useMachine();

const joinData = JSON.stringify({ token, pin: 'sha256:00', certificateKey: '00' });
const forgetCalls = () => writeFileSync(join(folder, 'calls'), '');
const changes = () =>
  calls().filter((call) =>
    /^kubeadm (init --|join|reset)|^helm upgrade --install|configmap.*--dry-run/.test(call),
  );

describeWith(missing('bash', 'curl', 'jq'), 'the boot scripts, run again', () => {
  test.each(['flannel', 'calico'])('start no second cluster and install %s no second time', async (cni) => {
    const { generation, run } = machine('control-plane-1', { cni });
    expect((await run('init.sh')).code).toBe(0);
    const record = kept('record.json');
    forgetCalls();
    expect((await run('init.sh')).code).toBe(0);
    expect(changes()).toEqual([]);
    expect(kept('record.json')).toEqual(record);
    expect(status('control-plane-1')).toMatchObject({ stage: 'ready', state: 'done', generation });
  });

  test('undo a start of the cluster that was cut off, and start it', async () => {
    const { run } = machine('control-plane-1');
    writeFileSync(join(folder, 'etc/testbed/kubeadm.begun'), '');
    expect((await run('init.sh')).code).toBe(0);
    expect(changes().slice(0, 2).map(short)).toEqual([
      'kubeadm reset --force',
      'kubeadm init --config /etc/testbed/kubeadm.yaml --skip-token-print',
    ]);
  });

  test('go on with the chart where that was cut off', async () => {
    const { run } = machine('control-plane-1');
    writeFileSync(join(folder, 'kept', 'upgrade-fails'), '');
    expect((await run('init.sh')).code).toBe(1);
    expect(kept('record.json')).not.toHaveProperty('installed');
    writeFileSync(join(folder, 'kept', 'upgrade-fails'), 'no');
    forgetCalls();
    expect((await run('init.sh')).code).toBe(0);
    expect(changes().filter((call) => call.startsWith('kubeadm'))).toEqual([]);
    expect(kept('record.json')).toHaveProperty('installed');
  });

  test('refuse the chart of another mode once, and change nothing', async () => {
    const { run } = machine('control-plane-1', { cni: 'calico' });
    expect((await run('init.sh')).code).toBe(0);
    machine('control-plane-1', { cni: 'calico', mode: 'bgp' });
    forgetCalls();
    const { code, output } = await run('install-cni.sh');
    expect(code).toBe(2);
    expect(output.match(/these files: mode bgp/g)).toHaveLength(1);
    expect(output).toContain('To start anew: destroy the stack and deploy it again');
    expect(changes()).toEqual([]);
  });

  test.each([
    ['worker-1', 'worker'],
    ['control-plane-2', 'control-plane'],
  ])('let %s join once, though the join data is gone', async (node, role) => {
    const { run } = machine(node, { controlPlanes: 3 });
    cloud.objects.set(`join/${role}.json`, joinData);
    expect((await run(`${role}.sh`)).code).toBe(0);
    cloud.objects.delete(`join/${role}.json`);
    cloud.objects.delete(`status/${node}.json`);
    forgetCalls();
    expect((await run(`${role}.sh`)).code).toBe(0);
    expect(changes()).toEqual([]);
    expect(status(node)).toMatchObject({ state: 'done' });
  });

  test('undo a join that was cut off, and join', async () => {
    const { run } = machine('worker-1');
    cloud.objects.set('join/worker.json', joinData);
    writeFileSync(join(folder, 'etc/testbed/kubeadm.begun'), '');
    expect((await run('worker.sh')).code).toBe(0);
    expect(changes().map(short)).toEqual([
      'kubeadm reset --force',
      'kubeadm join --config /run/testbed-join-filled.json',
    ]);
  });

  test('remove the Jobs of a run that was cut off before they start them', async () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'probes' } };
    const collect = '#!/bin/bash\necho {} >"$1"\n';
    const { run } = machine('control-plane-1', {}, { manifests: [namespace], collect });
    expect((await run('init.sh')).code).toBe(0);
    const [removed, applied] = [
      'delete namespace probes --ignore-not-found',
      'connectivity/manifests.json',
    ].map((part) => calls().findIndex((call) => call.includes(part)));
    expect(removed).toBeGreaterThan(0);
    expect(applied).toBeGreaterThan(removed!);
  });
});
