/** `testbed machines` that is interrupted, killed and cut off in mid-work, one time after the other; then the same again ends well. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from '../programs';
import { lackOfCommand, type RunningCommand, startCommand } from './command';
import { describeMachines, type TestMachine } from './sshd';
import { forgetCallsOn, whatIsLeftOn } from './stand-ins';
import { type Swappable, swappable } from './swappable';

const lack = lackOfCommand();
const describeCommand: typeof describeMachines = (title, body) =>
  lack ? describeWith(lack, title, body) : describeMachines(title, body);

const codes = { SIGINT: 130, SIGTERM: 143, SIGKILL: 'SIGKILL' } as const;

/** What it has said is in the error where it ends in another way. */
async function ends(running: RunningCommand, code: number | NodeJS.Signals): Promise<void> {
  const ended = await running.ended;
  expect({ ended, said: running.said() }).toEqual({ ended: code, said: running.said() });
}

/** When a command is cut off: once it has said something, or once something is to be seen on a machine. */
type Moment = (running: RunningCommand) => Promise<void>;

describeCommand('testbed machines that is cut off', () => {
  let on: Swappable;
  let runtime: string;
  let spec: string;
  beforeAll(async () => {
    on = await swappable(['flannel']);
    runtime = join(on.folder, 'runtime');
    mkdirSync(runtime, { mode: 0o700 });
    spec = join(on.folder, 'machines.json');
    const outputs = JSON.parse(readFileSync(join(on.folder, 'stacks/machines-flannel/outputs.json'), 'utf8'));
    writeFileSync(spec, outputs.spec.value);
  });
  afterAll(() => on?.end());

  const start = (...argv: string[]) =>
    startCommand(['machines', argv[0]!, spec, ...argv.slice(1)], { XDG_RUNTIME_DIR: runtime });
  const connections = () => readdirSync(join(runtime, 'cni-testbed/connections'));
  const machine = (i: number): TestMachine => on.machines.machines[i]!;

  /** The Jobs' collection does not end until it is let go. */
  const hold = () => machine(0).exec(['touch', '/kept/hold']);
  const letGo = () => machine(0).exec(['rm', '-f', '/kept/hold']);

  const saying =
    (pattern: RegExp): Moment =>
    (running) =>
      running.saying(pattern);
  /** Asked of the machine itself, by a command that succeeds then. */
  const seeing =
    (i: number, test: string): Moment =>
    async () => {
      while (machine(i).exec(['sh', '-c', `if ${test}; then echo yes; fi`]) === '')
        await new Promise((wake) => setTimeout(wake, 50));
    };

  /** Cuts a command off at a moment, and sees that it ends as it should and leaves nothing that the next one would not remove. */
  async function cut(argv: readonly string[], signal: keyof typeof codes, moment: Moment): Promise<void> {
    const running = start(...argv);
    await moment(running);
    running.child.kill(signal);
    await ends(running, codes[signal]);
    if (signal !== 'SIGKILL') expect(connections()).toEqual([]);
  }

  /** Runs a command to its end. Connections of those before are gone then, and the processes of its own. */
  async function whole(...argv: string[]): Promise<string> {
    const running = start(...argv);
    await ends(running, 0);
    expect(connections()).toEqual([]);
    return running.said();
  }

  test.each<[string, keyof typeof codes, Moment]>([
    ['asks what stands on the machines', 'SIGKILL', seeing(1, 'grep -q ^dpkg /kept/calls')],
    ['puts files in place', 'SIGKILL', seeing(1, '[ -e /etc/testbed/files.sha256 ]')],
    ['starts their boot', 'SIGINT', saying(/^worker-\d has its files, and boots$/m)],
    ['waits for the Jobs', 'SIGTERM', saying(/^connectivity Jobs running/m)],
  ])('up that %s is cut off by %s', async (_, signal, moment) => {
    hold();
    await cut(['up'], signal, moment);
  });

  test('up goes on after all of that, and over a connection that is lost while it waits', async () => {
    hold();
    const running = start('up');
    await running.saying(/^connectivity Jobs running/m);
    machine(2).exec(['pkill', 'sshd']);
    await running.saying(/^note: worker-2 .*; it may pass, so the wait goes on$/m);
    machine(2).exec(['/usr/sbin/sshd', '-f', '/etc/ssh/sshd_config.machine']);
    letGo();
    await ends(running, 0);
    expect(connections()).toEqual([]);
  });

  const other = ['swap', '--cni', 'cilium'];
  test.each<[string, keyof typeof codes, Moment]>([
    ['resets the machines', 'SIGKILL', seeing(0, "grep -q '^kubeadm reset' /kept/calls")],
    ['says what it does to a machine', 'SIGINT', saying(/^worker-2 (had another|has its files|goes on)/m)],
    ['starts the boot', 'SIGTERM', saying(/^control-plane-1 (has its files|goes on)/m)],
    ['waits for the Jobs', 'SIGKILL', saying(/^connectivity Jobs running/m)],
  ])('swap that %s is cut off by %s', async (_, signal, moment) => {
    hold();
    await cut(other, signal, moment);
  });

  test('swap goes on after all of that, and the machines have the other CNI', async () => {
    letGo();
    await whole(...other);
    const said = machine(0).exec(['cat', '/var/lib/testbed/exchange/assets/cluster.json']);
    expect(JSON.parse(said)).toMatchObject({ cni: 'cilium', stack: 'machines-cilium' });
  });

  /** Until it says so, the reset of a machine does not end. */
  const slowReset = (one: TestMachine) => {
    one.exec(['mv', '/usr/local/sbin/kubeadm', '/kept/kubeadm']);
    const text = readFileSync(join(__dirname, 'swappable/slow-reset'), 'utf8');
    one.exec(['sh', '-c', 'cat >/usr/local/sbin/kubeadm; chmod 755 /usr/local/sbin/kubeadm'], text);
  };
  const waiting = (i: number, commands: number) => seeing(i, `[ "$(pgrep -xc flock)" -ge ${commands} ]`);

  test('reset is cut off by SIGINT in its midst', async () => {
    on.machines.machines.forEach(slowReset);
    on.machines.machines.forEach(forgetCallsOn);
    await cut(['reset', '--yes'], 'SIGINT', seeing(0, "grep -q '^systemctl stop' /kept/calls"));
  });

  test('reset that waits for the one that goes on is cut off by SIGKILL', () =>
    cut(['reset', '--yes'], 'SIGKILL', waiting(0, 1)));

  test('reset ends where a machine is lost meanwhile, and names it and what was under way', async () => {
    const running = start('reset', '--yes');
    await waiting(2, 2)(running); // what was killed still waits there too
    machine(2).exec(['pkill', 'sshd']);
    for (const i of [0, 1]) machine(i).exec(['touch', '/kept/go']);
    await ends(running, 4);
    expect(running.said()).toMatch(
      /^error: worker-2 \(deploy@10\.77\.0\.12\): the connection has ended.*, while it was reset, which goes on there$/m,
    );
    expect(connections()).toEqual([]);
    machine(2).exec(['/usr/sbin/sshd', '-f', '/etc/ssh/sshd_config.machine']);
    machine(2).exec(['touch', '/kept/go']);
  });

  test('reset goes on after that, and leaves nothing', async () => {
    expect((await whole('reset', '--yes')).match(/: nothing is left$/gm)).toHaveLength(3);
    expect(on.machines.machines.map(whatIsLeftOn)).toEqual(['', '', '']);
  });

  test('no program that belonged to a connection is left', async () => {
    const left = () =>
      readdirSync('/proc').filter((pid) => {
        try {
          return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(runtime);
        } catch {
          return false;
        }
      });
    while (left().length > 0) await new Promise((wake) => setTimeout(wake, 100));
    expect(left()).toEqual([]);
  });
});
