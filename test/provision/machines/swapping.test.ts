/** Stacks of the same machines, measured there and back: a real sshd on each machine, and stand-ins for Kubernetes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Measurements, measurementsFile } from '../../../lib/measure';
import {
  type MeasureStacksOptions,
  measureStacks,
  type SwapEvent,
  UnreadyMachinesError,
} from '../../../lib/run';
import { lackOfCommand, startCommand } from './command';
import { describeMachines } from './sshd';
import { callsOn, forgetCallsOn } from './stand-ins';
import { type Swappable, swappable } from './swappable';

const stacks = ['machines-flannel', 'machines-calico'];
const all = ['control-plane-1', 'worker-1', 'worker-2'];

describeMachines('two stacks of the same machines', () => {
  let on: Swappable;
  beforeAll(async () => {
    on = await swappable(['flannel', 'calico', 'cilium']);
  });
  afterAll(() => on?.end());

  const events: SwapEvent[] = [];
  const measure = (options: MeasureStacksOptions = {}, which = stacks): Promise<Measurements> => {
    events.length = 0;
    const onSwap = (event: SwapEvent) => void events.push(event);
    return measureStacks(which, { pollMs: 10, blocks: 2, only: ['rtt'], onSwap, ...options });
  };
  const resets = () =>
    on.machines.machines.flatMap(callsOn).filter((call) => call.startsWith('kubeadm reset')).length;
  const told = () =>
    events.map(
      ({ durationMs: _, elapsedMs: __, ...event }: SwapEvent & { durationMs?: number; elapsedMs?: number }) =>
        event,
    );

  test('are measured A B B A by swapping, with every machine proved clean between', async () => {
    const measured = await measure();
    expect(measurementsFile.safeParse(JSON.parse(JSON.stringify(measured))).error).toBeUndefined();
    expect(measured.blocks.map(({ subject, round }) => `${subject} ${round}`)).toEqual([
      ...['flannel vxlan 0', 'calico vxlan 0', 'calico vxlan 1', 'flannel vxlan 1'],
    ]);
    expect(measured.order).toEqual([
      ['flannel vxlan', 'calico vxlan'],
      ['calico vxlan', 'flannel vxlan'],
    ]);
    expect(measured.swaps?.map(({ to, clean }) => [to, clean])).toEqual([
      ['flannel vxlan', []],
      ['calico vxlan', all],
      ['flannel vxlan', all],
    ]);
    expect(resets()).toBe(6);
    expect(measured.subjects.map(({ target, conditions }) => [target, conditions.cluster])).toEqual([
      ['machines', 'machines-flannel'],
      ['machines', 'machines-calico'],
    ]);
    expect(on.cluster.objects('machines-flannel')).toEqual([]);
  });

  test('say before how many swaps there will be, and which is under way', () => {
    const [flannel, calico] = stacks;
    const visit = (number: number, stack = flannel) => ({ code: 'visit', number, of: 4, stack, blocks: 1 });
    const swap = (number: number, to = flannel) => [
      { code: 'swap', number, of: 3, to },
      { code: 'swapped', to },
    ];
    expect(told()).toEqual([
      { code: 'plan', swaps: 3, visits: 4, runs: undefined },
      ...[...swap(1), visit(1)],
      ...[...swap(2, calico), visit(2, calico), visit(3, calico)],
      ...[...swap(3), visit(4)],
      { code: 'end', stack: flannel, onItsWay: false },
    ]);
  });

  test('are refused where the machines run another stack, and nothing is changed', async () => {
    on.machines.machines.forEach(forgetCallsOn);
    await expect(measure({}, ['machines-calico', 'machines-cilium'])).rejects.toThrow(
      /the machines run machines-flannel, which is none of machines-calico, machines-cilium; nothing was changed/,
    );
    expect(resets()).toBe(0);
  });

  test('keep what was measured where a swap is refused, and say what the machines run', async () => {
    on.machines.machines[1]!.exec(['ip', 'route', 'del', 'default']);
    const kept: Measurements[] = [];
    const cut = measure({ onCut: async (measured) => void kept.push(measured) });
    await expect(cut).rejects.toThrow(UnreadyMachinesError);
    on.machines.machines[1]!.exec(['ip', 'route', 'add', 'default', 'via', '10.77.0.1']);
    expect(measurementsFile.safeParse(JSON.parse(JSON.stringify(kept[0]))).error).toBeUndefined();
    expect(kept.map(({ blocks, swaps }) => [blocks.map(({ subject }) => subject), swaps])).toEqual([
      [['flannel vxlan'], []],
    ]);
    expect(told().at(-1)).toEqual({ code: 'end', stack: 'machines-flannel', onItsWay: false });
    expect(resets()).toBe(0);
  });

  const lack = lackOfCommand();
  const interrupted = (title: string, body: () => Promise<void>) =>
    lack ? test.skip(`${title} (skipped: ${lack})`, body) : test(title, body);
  interrupted(
    'that are interrupted in a swap keep what was measured, and end with the code of the signal',
    async () => {
      const json = join(on.folder, 'measured.json');
      const running = startCommand(['measure', ...stacks, '--blocks', '2', '--only', 'rtt', '--json', json]);
      await running.saying(/^swap 1 of 2: the machines get machines-calico$/m);
      running.child.kill('SIGINT');
      expect(await running.ended).toBe(130);
      expect(running.said()).toMatch(/^interrupted: what was measured is kept/m);
      expect(running.said()).toMatch(/^the machines were being given to machines-calico: npx cdktf deploy/m);
      const { blocks } = measurementsFile.parse(JSON.parse(readFileSync(json, 'utf8')));
      expect(blocks.map(({ subject }) => subject)).toEqual(['flannel vxlan']);
    },
  );

  interrupted('go on after that with the same command, which ends as it should', async () => {
    const json = join(on.folder, 'measured.json');
    const running = startCommand(['measure', ...stacks, '--blocks', '2', '--only', 'rtt', '--json', json]);
    expect([await running.ended, running.said()]).toEqual([
      0,
      expect.stringMatching(/^the machines run machines-flannel$/m),
    ]);
    const { blocks } = measurementsFile.parse(JSON.parse(readFileSync(json, 'utf8')));
    expect(blocks.map(({ round }) => round)).toEqual([0, 0, 1, 1]);
  });
});
