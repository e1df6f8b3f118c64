/** What the first control plane does where other machines took the place of some. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { machinesFile } from '../machines';
import { describeWith, missing } from '../programs';
import { calls, cloud, folder, kept, machine, useMachine } from './boot-machine';

useMachine();

const names = ['control-plane-1', 'worker-1', 'worker-2'];
const forgetCalls = () => writeFileSync(join(folder, 'calls'), '');
const machines = (changed: readonly string[] = []) =>
  cloud.objects.set(
    'assets/machines.json',
    JSON.stringify({ ...JSON.parse(machinesFile(names)), ...JSON.parse(machinesFile(changed, '1')) }),
  );

describeWith(missing('bash', 'curl', 'jq', 'flock'), 'the first control plane', () => {
  const started = async () => {
    const made = machine('control-plane-1');
    machines();
    expect((await made.boot()).code).toBe(0);
    forgetCalls();
    return made;
  };

  test('does nothing while its machines are those that joined', async () => {
    const { rejoin, stamped } = await started();
    expect((await rejoin()).code).toBe(0);
    expect(calls()).toEqual(['']);
    expect(stamped()).toContain('ready');
  });

  test('lets a worker join that took the place of another, with its planned pod range, and runs the Jobs again', async () => {
    const { generation, boot, rejoin, stamped } = await started();
    const state = join(folder, 'var/lib/testbed');
    writeFileSync(join(state, 'jobs.over'), '');
    machines(['worker-2']);
    expect((await rejoin()).code).toBe(0);
    expect(calls()).toEqual([
      'kubectl delete node worker-2 --ignore-not-found --timeout=60s',
      'systemctl restart --no-block testbed-boot.service',
    ]);
    expect(stamped()).not.toEqual(expect.arrayContaining(['plan']));
    expect(readFileSync(join(state, generation, 'run'), 'utf8')).toBe('2\n');
    expect(existsSync(join(state, 'jobs.over'))).toBe(false);

    cloud.requests.length = 0;
    expect((await boot()).code).toBe(0);
    expect(
      kept('nodes.json').items.map(({ metadata }: { metadata: { name: string } }) => metadata.name),
    ).toEqual(names);
    expect(cloud.requests.filter((request) => request.endsWith('join/worker.json'))).toEqual([
      'PUT join/worker.json',
      'DELETE join/worker.json',
    ]);
    forgetCalls();
    await rejoin();
    expect(calls()).toEqual(['']);
  });

  test('forgets no Node whose machine it is itself', async () => {
    const { rejoin } = await started();
    machines(['control-plane-1']);
    const { output } = await rejoin();
    expect(output).toContain('control-plane-1: etcd has its former machine as a member');
    expect(calls().filter((call) => call.startsWith('kubectl delete node'))).toEqual([]);
  });
});
