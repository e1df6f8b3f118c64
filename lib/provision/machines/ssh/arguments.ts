/** The arguments of `ssh`, as data. The user's configuration, known hosts, agent and jump hosts are ssh's own business. */
import type { ForwardedPorts } from '../../reach/reach';
import type { SshTarget } from './target';

/**
 * What holds whatever the user's configuration says: nobody is asked anything, an unknown or changed host key ends it, and
 * a machine that is silent for 60 s counts as lost.
 */
const always = [
  'BatchMode=yes',
  'StrictHostKeyChecking=yes',
  'ServerAliveInterval=15',
  'ServerAliveCountMax=4',
  'ForwardAgent=no',
  'ForwardX11=no',
  'ClearAllForwardings=yes',
  'RequestTTY=no',
  'EscapeChar=none',
  'PermitLocalCommand=no',
  'RemoteCommand=none',
];

/** Seconds until a machine that does not answer counts as unreachable. */
export const connectTimeoutS = 15;

/** Of the connection that the others share: it is the one that connects and authenticates. */
export function masterArguments(target: SshTarget, socket: string, command: string): string[] {
  const own = [
    `ControlPath=${socket}`,
    'ControlMaster=yes',
    'ControlPersist=no',
    `ConnectTimeout=${connectTimeoutS}`,
  ];
  return [...configOf(target), ...options([...always, ...own]), ...placeOf(target), command];
}

/** Of a command over the shared connection. Where that has ended, it fails: it never connects by itself. */
export function sessionArguments(target: SshTarget, socket: string, command: string): string[] {
  const own = [`ControlPath=${socket}`, 'ControlMaster=no', 'ProxyCommand=false'];
  return [...configOf(target), ...options([...own, ...always]), ...placeOf(target), command];
}

/**
 * Of a connection of its own that leads from a port of 127.0.0.1 to one of the machine, until a signal ends it. What the user's
 * configuration forwards besides is forwarded too, and may fail: ssh can only leave out all or nothing.
 */
export function forwardArguments(target: SshTarget, { local, remote }: ForwardedPorts): string[] {
  const own = ['ControlPath=none', 'ControlMaster=no', 'ClearAllForwardings=no', 'ExitOnForwardFailure=no'];
  const way = ['-N', '-T', '-L', `127.0.0.1:${local}:localhost:${remote}`];
  const connecting = `ConnectTimeout=${connectTimeoutS}`;
  return [...configOf(target), ...options([...own, connecting, ...always]), ...way, ...placeOf(target)];
}

const options = (list: readonly string[]) => list.flatMap((option) => ['-o', option]);

const configOf = ({ config }: SshTarget) => (config === undefined ? [] : ['-F', config]);

function placeOf({ host, user, port, key }: SshTarget): string[] {
  return [
    ...(user === undefined ? [] : ['-l', user]),
    ...(port === undefined ? [] : ['-p', `${port}`]),
    ...(key === undefined ? [] : ['-o', 'IdentitiesOnly=yes', '-i', key]),
    '--',
    host,
  ];
}
