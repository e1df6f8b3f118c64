import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SpecError } from '../../../lib/plan';
import { remoteCommand } from '../../../lib/provision/machines/ssh/remote-command';
import { failureOf } from '../../../lib/provision/machines/ssh/ssh-failure';
import { checkMachines } from '../../../lib/run';

const folder = mkdtempSync(join(tmpdir(), 'testbed-hosts-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function problems(machines: object, rest: object = {}): Promise<string[]> {
  const file = join(folder, 'machines.yaml');
  writeFileSync(file, JSON.stringify({ ...rest, machines }));
  try {
    await checkMachines(file);
    return [];
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return error.problems.map(({ code, field }) => `${code} ${field}`);
  }
}
const host = (name: string, ssh: object = { host: name }) => ({ name, ssh });

test('names all problems of form in a list at once, and takes no password, key text or option of ssh', async () =>
  expect(
    await problems({
      hosts: [
        host('control-plane-1', { host: '-oProxyCommand=id', password: 'x' }),
        host('worker-1', { host: 'a', key: '-----BEGIN OPENSSH PRIVATE KEY-----\nAA' }),
        { ...host('Worker_2', { host: 'b', port: 0, user: '-l' }), rol: 'worker' },
      ],
    }),
  ).toEqual([
    'wrong-format machines.hosts[0].ssh.host',
    'unknown-field machines.hosts[0].ssh.password',
    'wrong-format machines.hosts[1].ssh.key',
    'wrong-format machines.hosts[2].name',
    'wrong-format machines.hosts[2].ssh.user',
    'out-of-bounds machines.hosts[2].ssh.port',
    'unknown-field machines.hosts[2].rol',
  ]));

test('names all that does not fit the plan at once, with what plan and CNI say', async () =>
  expect(
    await problems(
      { hosts: [host('control-plane-1'), host('worker-1'), host('worker-1'), host('worker-7')] },
      { cni: 'none', podCidr: '10.96.0.0/16' },
    ),
  ).toEqual([
    'duplicate-name machines.hosts[2].name',
    'machines/same-machine machines.hosts[2].ssh.host',
    'not-a-choice machines.hosts[3].name',
    'machines/no-machine machines.hosts',
    'machines/lab-only-cni cni',
    'overlap podCidr',
  ]));

test('a command is one word of the shell for each of its own, and has no NUL', () => {
  expect(remoteCommand(['a b', "it's", ''])).toBe("'a b' 'it'\\''s' ''");
  expect(() => remoteCommand(['a\0b'])).toThrow('NUL');
  expect(() => remoteCommand([])).toThrow('at least');
});

test.each([
  ['ssh: connect to host a port 22: Connection timed out', 'unreachable'],
  ['ssh: connect to host a port 22: No route to host', 'unreachable'],
  ['Connection closed by 10.0.0.1 port 22', 'unreachable'],
  [
    'No ED25519 host key is known for a and you have requested strict checking.\nHost key verification failed.',
    'host-key-unknown',
  ],
  ['deploy@a: Permission denied (publickey,password).', 'auth-refused'],
  ['/root/.ssh/config: line 1: Bad configuration option: x', 'bad-config'],
  ['something new', 'other'],
])('%s is %p', (said, code) => expect(failureOf(said).code).toBe(code));
