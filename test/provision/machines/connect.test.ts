import { chmodSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type Machine, SshError, type SshFailureCode } from '../../../lib/provision/machines/ssh';
import { describeMachines, startMachines, type TestMachines } from './sshd';

let all: TestMachines;
const targetOf = (i: number) => all.machines[i]!.target;

async function failure(attempt: () => Promise<unknown>) {
  try {
    await attempt();
  } catch (error) {
    if (error instanceof SshError) return error.failure;
    throw error;
  }
  throw new Error('it went well');
}
const codeOf = async (attempt: () => Promise<unknown>): Promise<SshFailureCode> =>
  (await failure(attempt)).code;
const withSsh = (ssh: object) => connect({ name: 'worker-1', ssh: { ...targetOf(1).ssh, ...ssh } });

describeMachines('a connection to a machine', () => {
  beforeAll(async () => {
    all = await startMachines();
  });
  afterAll(() => all?.end());

  describe('that stands', () => {
    let machine: Machine;
    beforeAll(async () => {
      machine = await connect(targetOf(0));
    });
    afterAll(() => machine?.close());

    test('runs words exactly as they are given, whatever a shell would make of them', async () => {
      const words = [
        "it's",
        '$(id)',
        '`id`',
        'a  b',
        '',
        '*',
        '\\',
        '"',
        'line\nline',
        ';id',
        '-n',
        '!1',
        'é',
      ];
      const { stdout } = await machine.run(['printf', '<%s>', ...words]);
      expect(stdout).toBe(words.map((word) => `<${word}>`).join(''));
    });

    test('tells exit code, output and errors, also where the code is that of ssh itself', async () => {
      expect(await machine.run(['/bin/sh', '-c', 'echo out; echo err >&2; exit 255'])).toEqual({
        code: 255,
        stdout: 'out\n',
        stderr: 'err\n',
      });
      expect((await machine.run(['no-such-program'])).code).toBe(127);
    });

    test('is a user of its own, and root where that is asked for', async () => {
      expect((await machine.run(['id', '-un'])).stdout).toBe('deploy\n');
      expect((await machine.run(['id', '-un'], { sudo: true })).stdout).toBe('root\n');
      expect((await machine.run(['cat'], { sudo: true, input: 'a secret' })).stdout).toBe('a secret');
      expect((await machine.run(['printf', '<%s>', "it's", '$0'], { sudo: true })).stdout).toBe("<it's><$0>");
    });

    test('writes a file whole, with its mode and any bytes, and reads it again', async () => {
      const text = `${'long line é\n'.repeat(50_000)}`;
      await machine.putFile('/opt/a file', text, '0640');
      expect(await machine.getFile('/opt/a file')).toBe(text);
      expect(all.machines[0]!.exec(['stat', '-c', '%a %U', '/opt/a file'])).toBe('640 root\n');
      await machine.putFile('/opt/bytes', Buffer.from([0, 255, 10]), '0600');
      expect(all.machines[0]!.exec(['od', '-An', '-tu1', '/opt/bytes']).trim()).toBe('0 255  10');
      expect(all.machines[0]!.exec(['ls', '/opt'])).not.toMatch(/\.\w{6}$/m);
    });

    test('tells a file that is not there from one that cannot be read', async () => {
      expect(await machine.getFile('/opt/none')).toBeUndefined();
      expect(await codeOf(() => machine.getFile('/opt'))).toBe('file');
      expect(await codeOf(() => machine.putFile('/no/such/folder', '', '0600'))).toBe('file');
    });

    test('runs nine commands at once over one login', async () => {
      const answers = await Promise.all(
        Array.from({ length: 9 }, (_, i) => machine.run(['/bin/sh', '-c', `sleep 0.2; echo ${i}`])),
      );
      expect(answers.map(({ stdout }) => stdout.trim()).join('')).toBe('012345678');
      const log = readFileSync(join(all.folder, 'given', 'control-plane-1.log'), 'utf8');
      expect(log.match(/Accepted publickey/g)).toHaveLength(1);
    });

    test('says that a command took too long', async () =>
      expect(await failure(() => machine.run(['sleep', '20'], { timeoutS: 1 }))).toEqual({
        code: 'timeout',
        seconds: 1,
      }));
  });

  test('that has ended says so, and never connects anew by itself', async () => {
    const machine = await connect(targetOf(2));
    all.machines[2]!.exec(['pkill', '-f', '^sshd: deploy']); // it sees that machine's processes only
    expect(await codeOf(() => machine.run(['true']))).toBe('lost');
    await machine.close();
  });

  test('is refused where the host key is unknown, whatever the configuration says', async () => {
    const config = join(all.folder, 'careless');
    writeFileSync(
      config,
      `StrictHostKeyChecking no\n${readFileSync(all.config, 'utf8').replace(/known_hosts$/m, 'none')}`,
    );
    expect(await codeOf(() => withSsh({ config }))).toBe('host-key-unknown');
  });

  test('is refused where the host key is another one', async () => {
    const config = join(all.folder, 'changed');
    const known = readFileSync(join(all.folder, 'known_hosts'), 'utf8').split('\n');
    writeFileSync(join(all.folder, 'others'), known[0]!.replace('10.77.0.10', '10.77.0.11'));
    writeFileSync(config, readFileSync(all.config, 'utf8').replace(/known_hosts$/m, 'others'));
    expect(await codeOf(() => withSsh({ config }))).toBe('host-key-changed');
  });

  test('tells a refused key, a missing one and one that others can read', async () => {
    const key = join(all.folder, 'open.key');
    copyFileSync(targetOf(0).ssh.key!, key);
    chmodSync(key, 0o644);
    expect(await failure(() => withSsh({ user: 'root' }))).toEqual({
      code: 'auth-refused',
      methods: ['publickey'],
    });
    expect(await failure(() => withSsh({ key: `${key}.none` }))).toMatchObject({ key: 'missing' });
    expect(await failure(() => withSsh({ key }))).toMatchObject({ code: 'auth-refused', key: 'open' });
  });

  test('tells why nothing answers', async () => {
    const direct = join(all.folder, 'direct');
    writeFileSync(direct, '');
    const at = (host: string, port = 22) => failure(() => withSsh({ config: direct, host, port }));
    expect(await at('127.0.0.1', 1)).toMatchObject({ code: 'unreachable', reason: 'refused' });
    expect(await at('nowhere.invalid')).toMatchObject({ code: 'unreachable', reason: 'name' });
    expect(await failure(() => withSsh({ host: '10.77.0.99' }))).toMatchObject({ code: 'unreachable' });
    writeFileSync(direct, 'NoSuchOption yes\n');
    expect(await codeOf(() => withSsh({ config: direct }))).toBe('bad-config');
  });

  test('tells sudo that asks for a password, and goes on without it', async () => {
    all.machines[1]!.exec(['mv', '/etc/sudoers.d/deploy', '/root/rule']);
    const machine = await connect(targetOf(1));
    expect(await failure(() => machine.run(['true'], { sudo: true }))).toMatchObject({
      code: 'no-sudo',
      reason: 'refused',
    });
    expect((await machine.run(['id', '-un'])).stdout).toBe('deploy\n');
    await machine.close();
    all.machines[1]!.exec(['mv', '/root/rule', '/etc/sudoers.d/deploy']);
  });
});
