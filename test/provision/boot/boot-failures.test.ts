/** What the runner makes of steps that fail, hang or are cut off; the machine is that of boot-scripts.test.ts. */
import { bootSteps } from '../../../lib/provision/boot/steps';
import { describeWith, missing } from '../programs';
import {
  calls,
  changeStep,
  cloud,
  commonSteps,
  cutPower,
  instruct,
  isInstructed,
  kept,
  machine,
  self,
  short,
  status,
  statusKey,
  told,
  useMachine,
} from './boot-machine';

useMachine();

const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((wake) => setTimeout(wake, 20));
};
const init = 'kubeadm init --config /etc/testbed/kubeadm.yaml --skip-token-print';
const reset = 'kubeadm reset --force';
const join = 'kubeadm join --config /run/testbed-join-filled.json';
const changes = () =>
  calls()
    .map(short)
    .filter((call) => [init, reset, join].includes(call));

describeWith(missing('bash', 'curl', 'jq', 'flock'), 'a step', () => {
  test('that fails is done again: kubeadm init after a reset, the last wait as it is', async () => {
    const { boot } = machine('control-plane-1');
    instruct('init-fails', '2');
    instruct('kubectl-wait-fails', '3');
    expect((await boot()).code).toBe(0);
    expect(changes()).toEqual([init, reset, init, reset, init]);
    const about = told(statusKey('control-plane-1')).filter((line) => /^(init|ready) /.test(line));
    expect(about).toEqual([
      ...['init 1 running', 'init 2 running', 'init 3 running'],
      ...['ready 1 running', 'ready 2 running', 'ready 3 running', 'ready 4 running', 'ready 4 done'],
    ]);
  });

  test('that keeps failing is reported with its name, attempts and exit code, and the log goes along', async () => {
    const { boot, stamped } = machine('control-plane-1');
    instruct('init-fails');
    const { code, output } = await boot();
    expect(code).toBe(1);
    expect(output).toMatch(/testbed\[init\] failed after 3 attempts/);
    expect(status('control-plane-1')).toMatchObject({
      ...{ stage: 'init', state: 'failed', attempt: 3, attempts: 3, lastExit: 1, final: false },
    });
    expect(cloud.objects.get(`logs/${self}/control-plane-1.txt`)).toBe("the journal's last lines\n");
    expect(calls().some((call) => call.startsWith('kubectl'))).toBe(false);
    expect(stamped()).toEqual([...commonSteps].sort());
  });

  test('that no try can help is tried once, and the unit does not start it again', async () => {
    const { boot } = machine('control-plane-1');
    instruct('validate-fails');
    expect((await boot()).code).toBe(78);
    expect(status('control-plane-1')).toMatchObject({
      stage: 'init',
      state: 'failed',
      attempt: 1,
      final: true,
    });
  });

  test('that hangs is ended at its limit, said to have hung, and done again', async () => {
    const { boot } = machine('control-plane-1');
    changeStep('boot', 'init', '3 1 2');
    instruct('init-hangs');
    expect((await boot()).code).toBe(0);
    const second = cloud.written
      .map(({ body }) => body)
      .find((body) => /"stage":"init".*"attempt":2/.test(body))!;
    expect(JSON.parse(second)).toMatchObject({ state: 'running', lastExit: 124, lastSeconds: 2 });
    expect(changes()).toEqual([init, reset, init]);
  });

  test('that fails is told though the bucket refuses every status at first', async () => {
    const { boot } = machine('worker-1');
    instruct('join-fails');
    changeStep('boot', 'wait-join', '1 1 1');
    let refused = 0;
    cloud.refuse = (_, body) => {
      if (!body.includes('"state":"failed"') || refused > 0) return;
      refused += 1;
      return { status: 503, code: 'SlowDown' };
    };
    expect((await boot()).code).toBe(1);
    expect(status('worker-1')).toMatchObject({ stage: 'wait-join', state: 'failed', lastExit: 124 });
  });

  test.each([
    ['worker-1', 'worker'],
    ['control-plane-2', 'control-plane'],
  ] as const)(
    'that joins %s reads what is published anew at each attempt, and undoes the one before',
    async (node, role) => {
      const { boot, publish } = machine(node, { controlPlanes: 3 });
      publish(role, { token: 'stale0.0123456789abcdef' });
      instruct('join-fails', '1');
      const booted = boot();
      await until(() => calls().length > 0 && calls()[0] !== '');
      publish(role);
      expect((await booted).code).toBe(0);
      expect(changes()).toEqual([join, reset, join]);
      expect(kept('join.json')).toMatchObject({
        discovery: { bootstrapToken: { token: expect.not.stringMatching(/^stale/) } },
      });
    },
  );

  test('that waits for join data does not take those of another cluster', async () => {
    const { boot, publish } = machine('worker-1');
    publish('worker', { generation: 'of-a-failed-deploy' });
    const booted = boot();
    await until(() => cloud.requests.filter((request) => request === 'GET join/worker.json').length > 3);
    expect(changes()).toEqual([]);
    publish('worker');
    expect((await booted).code).toBe(0);
    expect(changes()).toEqual([join]);
  });

  test('that publishes join data does so anew at each attempt', async () => {
    const { boot } = machine('control-plane-1');
    changeStep('boot', 'wait-nodes', '3 1 1');
    instruct('nobody-joins');
    expect((await boot()).code).toBe(1);
    expect(cloud.requests.filter((request) => request === 'PUT join/worker.json')).toHaveLength(3);
    expect(calls().filter((call) => call.startsWith('kubeadm token create'))).toHaveLength(3);
  });

  test.each(['worker-1', 'control-plane-2', 'control-plane-1'])(
    'of %s is done though the bucket refuses each last request at first',
    async (node) => {
      const { boot, publish } = machine(node, { controlPlanes: 3 });
      if (node !== 'control-plane-1') for (const role of ['worker', 'control-plane'] as const) publish(role);
      const refused = new Set<string>();
      cloud.refuse = (request, body) => {
        if (refused.has(request) || !(request.startsWith('DELETE') || body.includes('"state":"done"')))
          return;
        refused.add(request);
        return { status: 503, code: 'SlowDown' };
      };
      expect((await boot()).code).toBe(0);
      expect(refused.size).toBe(node === 'control-plane-1' ? 3 : 1);
      expect(status(node)).toMatchObject({ state: 'done' });
      if (node === 'control-plane-1')
        expect([...cloud.objects.keys()].filter((key) => key.startsWith('join/'))).toEqual([]);
    },
  );
});

describeWith(missing('bash', 'curl', 'jq', 'flock'), 'the runner', () => {
  test('does the steps of its role in order, each with its status, and stamps them', async () => {
    const { boot, publish, stamped, unstamp } = machine('worker-1');
    unstamp(...commonSteps);
    publish('worker');
    expect((await boot()).code).toBe(0);
    const names = bootSteps('worker').map(({ name }) => name);
    expect(told(statusKey('worker-1'))).toEqual([...names.map((name) => `${name} 1 running`), 'join 1 done']);
    expect(stamped()).toEqual([...names].sort());
  });

  test('that is killed in the midst of a step goes on with it, and only when what it left running has ended', async () => {
    const { bootProcess, boot, publish } = machine('worker-1');
    publish('worker');
    changeStep('boot', 'join', '3 1 3');
    instruct('join-hangs');
    const first = bootProcess();
    await until(() => changes().length > 0);
    first.kill();
    const { code } = await boot();
    await first.ended;
    expect(code).toBe(0);
    expect(changes()).toEqual([join, reset, join]);
    expect(told(statusKey('worker-1')).filter((line) => line.startsWith('wait-join'))).toEqual([
      'wait-join 1 running',
    ]);
  });

  test.each([
    ['init', 'init-hangs', [init, reset, init]],
    ['ready', 'wait-hangs', [init]],
  ])('on a machine that loses its power in step %s goes on with that step', async (step, hangs, expected) => {
    const { bootProcess, boot, stamped } = machine('control-plane-1');
    instruct(hangs);
    const first = bootProcess();
    await until(
      () => told(statusKey('control-plane-1')).includes(`${step} 1 running`) && !isInstructed(hangs),
    );
    cutPower();
    await first.ended;
    const before = stamped();
    expect(before).not.toContain(step);
    expect((await boot()).code).toBe(0);
    expect(changes()).toEqual(expected);
    expect(stamped()).toEqual(expect.arrayContaining([...before, step]));
    expect(status('control-plane-1')).toMatchObject({ stage: 'ready', state: 'done' });
  });

  test('that finds all done says so again, and does nothing', async () => {
    const { boot, publish } = machine('worker-1');
    publish('worker');
    expect((await boot()).code).toBe(0);
    const before = calls().length;
    cloud.objects.clear();
    expect((await boot()).code).toBe(0);
    expect(calls()).toHaveLength(before);
    expect(status('worker-1')).toMatchObject({ stage: 'join', state: 'done' });
  });
});
