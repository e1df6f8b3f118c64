import { oneLine } from '../../../base/plain-text';
import { shellWords } from '../../../base/shell-words';
import { TargetError } from '../../../base/target-error';
import type { SshFailure, UnreachableReason } from './ssh-failure';
import type { MachineTarget } from './target';

/** A machine that cannot be used over SSH. */
export class SshError extends TargetError {
  constructor(
    readonly machine: MachineTarget,
    readonly failure: SshFailure,
  ) {
    super(`${machine.name} (${placeOf(machine)}): ${failureText(failure)}`, failureRemedy(machine, failure));
  }
}

const reasons: Readonly<Record<UnreachableReason, string>> = {
  name: 'no name service knows this name',
  refused: 'nothing listens on its SSH port',
  'no-answer': 'its SSH port does not answer',
  'no-route': 'there is no route to it',
  closed: 'the connection is closed before a login',
};

/** What went wrong, for people. */
export function failureText(failure: SshFailure): string {
  switch (failure.code) {
    case 'no-ssh':
      return 'there is no program ssh on this machine';
    case 'bad-config':
      return `ssh does not take its configuration: ${inShort(failure.said)}`;
    case 'unreachable':
      return `${reasons[failure.reason]}: ${inShort(failure.said)}`;
    case 'host-key-unknown':
      return 'its host key is in none of your known_hosts files';
    case 'host-key-changed':
      return 'its host key is another one than your known_hosts has';
    case 'auth-refused':
      return `the login is refused${failure.methods.length > 0 ? ` (the server takes ${failure.methods.join(', ')})` : ''}${keyText(failure.key)}`;
    case 'no-sudo':
      return failure.reason === 'missing'
        ? 'there is no sudo on it, and its user is not root'
        : `sudo without a password is refused: ${inShort(failure.said)}`;
    case 'lost':
      return `the connection has ended${failure.said ? `: ${inShort(failure.said)}` : ''}`;
    case 'timeout':
      return `timed out after ${failure.seconds} s`;
    case 'file':
      return `cannot ${failure.action} ${failure.path}: ${inShort(failure.said)}`;
    case 'other':
      return `ssh fails: ${inShort(failure.said) || 'it says nothing'}`;
  }
}

function keyText(key: 'missing' | 'open' | undefined): string {
  if (key === 'missing') return '; the key file is not there';
  return key === 'open' ? '; the key file is readable by others, and ssh ignores it' : '';
}

/** What to do about it. */
function failureRemedy(machine: MachineTarget, failure: SshFailure): string {
  const login = `\`${loginCommand(machine)}\``;
  switch (failure.code) {
    case 'no-ssh':
      return 'Install the OpenSSH client';
    case 'host-key-unknown':
      return `Compare the key with the machine's own and accept it once: ${login}`;
    case 'host-key-changed':
      return 'Find out why: where the machine was installed anew, remove the old key with `ssh-keygen -R`, else somebody may be in between';
    case 'auth-refused':
      return `Name user and key in the inventory, or load the key into your agent, until ${login} works without a password`;
    case 'no-sudo':
      return 'Allow the user `NOPASSWD: /bin/sh` in sudoers, as docs/machines.md says, or connect as root';
    case 'file':
      return 'See that its disk has room and is not mounted read-only';
    case 'lost':
    case 'timeout':
      return 'See whether the machine still runs, then run the command again';
    default:
      return `Correct host and port in the inventory, until ${login} works`;
  }
}

const placeOf = ({ ssh: { host, user, port } }: MachineTarget) =>
  `${user === undefined ? '' : `${user}@`}${host}${port === undefined ? '' : ` port ${port}`}`;

function loginCommand({ ssh: { host, user, port, key, config } }: MachineTarget): string {
  return shellWords([
    'ssh',
    ...(config === undefined ? [] : ['-F', config]),
    ...(port === undefined ? [] : ['-p', `${port}`]),
    ...(key === undefined ? [] : ['-i', key]),
    user === undefined ? host : `${user}@${host}`,
  ]);
}

/** The last line that says something: warnings come first. */
const inShort = (said: string) =>
  oneLine(
    said
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
      .at(-1) ?? '',
  ).slice(0, 200);
