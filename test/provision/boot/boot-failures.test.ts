/** What the boot scripts make of a bucket that refuses and of steps that fail; the machine is that of boot-scripts.test.ts. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith, missing } from '../programs';
import {
  calls,
  certificateKey,
  cloud,
  folder,
  machine,
  short,
  status,
  token,
  useMachine,
} from './boot-machine';

useMachine();

describeWith(missing('bash', 'curl', 'jq'), 'the boot scripts', () => {
  test('a step that fails is reported in the bucket with its stage, and the log goes there too', async () => {
    const { run } = machine('control-plane-1');
    writeFileSync(join(folder, 'kept', 'init-fails'), '');
    const { code, output } = await run('init.sh');
    expect(code).toBe(1);
    expect(output).toMatch(/testbed\[init\] failed with exit code 1/);
    expect(status('control-plane-1')).toMatchObject({
      stage: 'init',
      state: 'failed',
      message: 'exit code 1, see logs/control-plane-1.txt or journalctl -u testbed-boot',
    });
    expect(cloud.objects.get('logs/control-plane-1.txt')).toBe("the journal's last lines\n");
    expect(calls().some((call) => call.startsWith('kubectl'))).toBe(false);
  });

  test.each([
    ['worker-1', 'worker'],
    ['control-plane-2', 'control-plane'],
  ])('a join of %s that keeps failing gives up after three tries, each undone', async (node, role) => {
    const { run } = machine(node, { controlPlanes: 3 });
    cloud.objects.set(`join/${role}.json`, JSON.stringify({ token, pin: 'sha256:00', certificateKey }));
    writeFileSync(join(folder, 'kept', 'join-fails'), '');
    expect((await run(`${role}.sh`)).code).toBe(1);
    const tries = ['kubeadm join --config /run/testbed-join-filled.json', 'kubeadm reset --force'];
    expect(calls().map(short)).toEqual([...tries, ...tries, ...tries]);
    expect(status(node)).toMatchObject({ stage: 'join', state: 'failed' });
  });

  test.each([
    ['worker-1', 'worker.sh'],
    ['control-plane-2', 'control-plane.sh'],
    ['control-plane-1', 'init.sh'],
  ])('%s is done though the bucket refuses each last request at first', async (node, script) => {
    const { run } = machine(node, { controlPlanes: 3 });
    if (node !== 'control-plane-1')
      for (const role of ['worker', 'control-plane'])
        cloud.objects.set(`join/${role}.json`, JSON.stringify({ token, pin: 'sha256:00', certificateKey }));
    const refused = new Set<string>();
    cloud.refuse = (request, body) => {
      if (refused.has(request) || !(request.startsWith('DELETE') || body.includes('"state":"done"'))) return;
      refused.add(request);
      return { status: 503, code: 'SlowDown' };
    };
    expect((await run(script)).code).toBe(0);
    expect(refused.size).toBe(script === 'init.sh' ? 3 : 1);
    expect(status(node)).toMatchObject({ state: 'done' });
    if (script === 'init.sh')
      expect([...cloud.objects.keys()].filter((key) => key.startsWith('join/'))).toEqual([]);
  });

  test('a failure is reported though the bucket refuses it at first', async () => {
    const { run } = machine('worker-1');
    cloud.objects.set('join/worker.json', 'half a file');
    let refused = 0;
    cloud.refuse = (_, body) => {
      if (!body.includes('"state":"failed"') || refused > 0) return;
      refused += 1;
      return { status: 503, code: 'SlowDown' };
    };
    expect((await run('worker.sh')).code).not.toBe(0);
    expect(status('worker-1')).toMatchObject({ stage: 'join', state: 'failed' });
  });
});
