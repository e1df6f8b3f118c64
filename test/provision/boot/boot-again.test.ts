/** What the boot scripts do when they run again: after a reboot in their midst, or by hand. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith, missing } from '../programs';
import {
  calls,
  cloud,
  folder,
  instruct,
  jobsStatus,
  kept,
  machine,
  paperScript,
  self,
  shelf,
  short,
  status,
  statusKey,
  useMachine,
} from './boot-machine';

useMachine();

const forgetCalls = () => writeFileSync(join(folder, 'calls'), '');
const changes = () =>
  calls().filter((call) =>
    /^kubeadm (init --|join|reset)|^helm upgrade --install|configmap.*--dry-run/.test(call),
  );

describeWith(missing('bash', 'curl', 'jq'), 'the boot scripts, run again', () => {
  test.each(['flannel', 'calico'])('start no second cluster and install %s no second time', async (cni) => {
    const { generation, boot, unstamp } = machine('control-plane-1', { cni });
    expect((await boot()).code).toBe(0);
    const record = kept('record.json');
    forgetCalls();
    unstamp('init', 'plan', 'cni', 'ready');
    expect((await boot()).code).toBe(0);
    expect(changes()).toEqual([]);
    expect(kept('record.json')).toEqual(record);
    expect(status('control-plane-1')).toMatchObject({ stage: 'ready', state: 'done', generation });
  });

  test('undo a start of the cluster that was cut off, and start it', async () => {
    const { boot } = machine('control-plane-1');
    writeFileSync(join(folder, 'etc/testbed/kubeadm.begun'), '');
    expect((await boot()).code).toBe(0);
    expect(changes().slice(0, 2).map(short)).toEqual([
      'kubeadm reset --force',
      'kubeadm init --config /etc/testbed/kubeadm.yaml --skip-token-print',
    ]);
  });

  test('go on with the chart where that was cut off', async () => {
    const { boot } = machine('control-plane-1');
    writeFileSync(join(folder, 'kept', 'upgrade-fails'), '');
    expect((await boot()).code).toBe(1);
    expect(kept('record.json')).not.toHaveProperty('installed');
    writeFileSync(join(folder, 'kept', 'upgrade-fails'), 'no');
    forgetCalls();
    expect((await boot()).code).toBe(0);
    expect(changes().filter((call) => call.startsWith('kubeadm'))).toEqual([]);
    expect(kept('record.json')).toHaveProperty('installed');
  });

  test('refuse the chart of another mode once, and change nothing', async () => {
    const { boot } = machine('control-plane-1', { cni: 'calico' });
    expect((await boot()).code).toBe(0);
    const { step } = machine('control-plane-1', { cni: 'calico', mode: 'bgp' });
    forgetCalls();
    const { code, output } = await step('cni');
    expect(code).toBe(78);
    expect(output.match(/these files: mode bgp/g)).toHaveLength(1);
    expect(output).toContain('To start anew: destroy the stack and deploy it again');
    expect(changes()).toEqual([]);
  });

  test.each([
    ['worker-1', 'worker'],
    ['control-plane-2', 'control-plane'],
  ] as const)('let %s join once, though the join data is gone', async (node, role) => {
    const { boot, publish, unstamp } = machine(node, { controlPlanes: 3 });
    publish(role);
    expect((await boot()).code).toBe(0);
    cloud.objects.delete(`join/${role}.json`);
    cloud.objects.delete(statusKey(node));
    forgetCalls();
    unstamp('join');
    expect((await boot()).code).toBe(0);
    expect(changes()).toEqual([]);
    expect(status(node)).toMatchObject({ state: 'done' });
  });

  test('undo a join that was cut off, and join', async () => {
    const { boot, publish } = machine('worker-1');
    publish('worker');
    writeFileSync(join(folder, 'etc/testbed/kubeadm.begun'), '');
    expect((await boot()).code).toBe(0);
    expect(changes().map(short)).toEqual([
      'kubeadm reset --force',
      'kubeadm join --config /run/testbed-join-filled.json',
    ]);
  });

  test('do the same by the functions of another cloud, through its own exchange', async () => {
    const collect = '#!/bin/bash\necho {} >"$1"\n';
    const { boot, jobs, generation, moveTo } = machine('control-plane-1', {}, { manifests: [], collect });
    moveTo(paperScript);
    expect((await boot()).code).toBe(0);
    expect((await jobs()).code).toBe(0);
    const kept = (key: string) => readFileSync(join(shelf(), key), 'utf8');
    expect(JSON.parse(kept('status/control-plane-1/control-plane-1.json'))).toMatchObject({
      ...{ stage: 'ready', state: 'done', generation, machine: { id: 'control-plane-1' } },
    });
    expect(kept(`results/control-plane-1/${generation}/run-1.json`)).toBe('{}\n');
    expect(kept('logs/control-plane-1/control-plane-1.txt')).toBe("the journal's last lines\n");
    expect(cloud.requests).toEqual([]);
  });

  describe('run the Jobs', () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'probes' } };
    const count = 'n=$(cat "$KEPT/n" 2>/dev/null || echo 0); echo $((n + 1)) >"$KEPT/n"; ';
    const collect = `#!/bin/bash\n${count}echo "{\\"seen\\": $n}" >"$1"; passes collect\n`;
    const withJobs = () => machine('control-plane-1', {}, { manifests: [namespace], collect });
    const seen = (generation: string, run: number) =>
      cloud.objects.get(`results/${self}/${generation}/run-${run}.json`);

    test('once, after what a run that was cut off has left is removed', async () => {
      const { jobs, generation } = withJobs();
      expect((await jobs()).code).toBe(0);
      const [removed, applied] = [
        'delete namespace probes --ignore-not-found',
        'connectivity/manifests.json',
      ].map((part) => calls().findIndex((call) => call.includes(part)));
      expect(removed).toBe(0);
      expect(applied).toBe(1);
      forgetCalls();
      expect((await jobs()).code).toBe(0);
      expect(calls()).toEqual(['']);
      expect(seen(generation, 1)).toBe('{"seen": 0}\n');
    });

    test('anew where applying or collecting them fails: what was started is not gathered twice', async () => {
      const { jobs, generation } = withJobs();
      instruct('kubectl-apply-fails', '2');
      instruct('collect-fails', '1');
      expect((await jobs()).code).toBe(0);
      expect(calls().filter((call) => call.includes('connectivity/manifests.json'))).toHaveLength(4);
      expect(seen(generation, 1)).toBe('{"seen": 1}\n');
    });

    test('as another run when asked to, whose results stand beside the earlier ones', async () => {
      const { boot, jobs, rerun, generation } = withJobs();
      expect((await boot()).code).toBe(0);
      expect((await jobs()).code).toBe(0);
      const { code, output } = await rerun();
      expect({ code, output }).toEqual({ code: 0, output: '2\n' });
      expect(calls().at(-1)).toBe('systemctl start --no-block testbed-jobs.service');
      expect((await jobs()).code).toBe(0);
      expect([seen(generation, 1), seen(generation, 2)]).toEqual(['{"seen": 0}\n', '{"seen": 1}\n']);
      expect(jobsStatus()).toMatchObject({ run: 2, state: 'done' });
    });

    test('as another run after one that failed', async () => {
      const { boot, jobs, rerun } = withJobs();
      instruct('collect-fails', '2');
      expect((await boot()).code).toBe(0);
      expect((await jobs()).code).toBe(1);
      expect((await rerun()).code).toBe(0);
      expect((await jobs()).code).toBe(0);
      expect(jobsStatus()).toMatchObject({ run: 2, state: 'done' });
    });

    test('not while a run is under way, before the cluster is ready, or where there are none', async () => {
      const { boot, rerun } = withJobs();
      expect((await rerun()).code).toBe(69);
      expect((await boot()).code).toBe(0);
      expect((await rerun()).code).toBe(75);
      writeFileSync(join(folder, 'var/lib/testbed/jobs.over'), '');
      instruct('kubectl-wait-fails', '1');
      expect((await rerun()).code).toBe(69);
      expect((await rerun()).code).toBe(0);
      rmSync(join(folder, 'etc/testbed/jobs.steps'));
      expect((await rerun()).code).toBe(66);
    });
  });
});
