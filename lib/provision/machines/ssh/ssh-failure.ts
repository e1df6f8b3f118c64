/** Why a machine cannot be used over SSH: codes with their details. Text for people is made in ssh-error.ts alone. */

/** What went wrong. */
export type SshFailure =
  /** There is no program `ssh` here. */
  | { readonly code: 'no-ssh' }
  /** Its configuration or its arguments are not understood. */
  | { readonly code: 'bad-config'; readonly said: string }
  | { readonly code: 'unreachable'; readonly reason: UnreachableReason; readonly said: string }
  /** Nobody has said that this key is the machine's. */
  | { readonly code: 'host-key-unknown' }
  /** Another key is known than the machine has. */
  | { readonly code: 'host-key-changed' }
  /** The methods that the server would take. A key that cannot be read here is none. */
  | { readonly code: 'auth-refused'; readonly methods: readonly string[]; readonly key?: 'missing' | 'open' }
  /** The user may not become root without a password, or there is no sudo. */
  | { readonly code: 'no-sudo'; readonly reason: 'missing' | 'refused'; readonly said: string }
  /** The connection that stood has ended. */
  | { readonly code: 'lost'; readonly said: string }
  | { readonly code: 'timeout'; readonly seconds: number }
  /** What was written to a file did not arrive whole, or the file cannot be written or read. */
  | { readonly code: 'file'; readonly path: string; readonly action: 'read' | 'write'; readonly said: string }
  | { readonly code: 'other'; readonly said: string };

/** Why nothing answers. */
export type UnreachableReason = 'name' | 'refused' | 'no-answer' | 'no-route' | 'closed';

/** What a program compares. */
export type SshFailureCode = SshFailure['code'];

/**
 * What OpenSSH's client says in English where it ends with 255; it has no codes. Text of OpenSSH 9.2 (sshconnect.c,
 * sshconnect2.c, readconf.c, misc.c), the same since 7.4. The first that matches is it.
 */
const sayings: readonly (readonly [RegExp, (said: string) => SshFailure])[] = [
  [/REMOTE HOST IDENTIFICATION HAS CHANGED|host key .* has changed/i, () => ({ code: 'host-key-changed' })],
  [/REVOKED HOST KEY/i, () => ({ code: 'host-key-changed' })],
  [/Host key verification failed/, () => ({ code: 'host-key-unknown' })],
  [
    /Permission denied \(([^)\n]*)\)|Too many authentication failures/,
    (said) => ({
      code: 'auth-refused',
      methods: /Permission denied \(([^)\n]*)\)/.exec(said)?.[1]?.split(',').filter(Boolean) ?? [],
      ...(/UNPROTECTED PRIVATE KEY FILE/.test(said) && { key: 'open' as const }),
      ...(/Identity file .* not accessible/.test(said) && { key: 'missing' as const }),
    }),
  ],
  [/Bad configuration option|terminating, \d+ bad configuration|Can't open user config file/i, badConfig],
  [/Bad owner or permissions on/, badConfig],
  [/Could not resolve hostname/, unreachable('name')],
  [/Connection refused/, unreachable('refused')],
  [/timed out|Timeout,? /i, unreachable('no-answer')],
  [/No route to host|Network is unreachable/, unreachable('no-route')],
  [/Connection (closed|reset) by|kex_exchange_identification|banner exchange/i, unreachable('closed')],
];

function badConfig(said: string): SshFailure {
  return { code: 'bad-config', said };
}

function unreachable(reason: UnreachableReason): (said: string) => SshFailure {
  return (said) => ({ code: 'unreachable', reason, said });
}

/** What a client that could not connect has said, as a failure. */
export function failureOf(stderr: string): SshFailure {
  const said = stderr.trim();
  return sayings.find(([pattern]) => pattern.test(said))?.[1](said) ?? { code: 'other', said };
}
