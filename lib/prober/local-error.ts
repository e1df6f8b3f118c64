/** Errors of the machine that asks, and not of the network: nothing was sent, so they say nothing of what lies between. */
import { familyOf } from '../net/family';
import type { LocalErrorCode } from './failure';

/** A packet that a rule drops on its way out (EPERM) is the network's, and so is not among them. */
const codes: readonly string[] = ['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM', 'EADDRINUSE', 'EAGAIN'];

/** The code of an error for which the machine is the reason; undefined where the network may be. */
export function localError(error: unknown): LocalErrorCode | undefined {
  const code = codeOf(error);
  return isLocal(code) ? code : undefined;
}

/** As above, of a TCP connection to an IPv4 address: there no port is left where IPv6 may lack a source address. */
export function localConnectError(error: unknown, address: string): LocalErrorCode | undefined {
  const code = codeOf(error);
  return code === 'EADDRNOTAVAIL' && familyOf(address) === 'ipv4' ? code : localError(error);
}

function isLocal(code: string | undefined): code is Exclude<LocalErrorCode, 'EADDRNOTAVAIL'> {
  return code !== undefined && codes.includes(code);
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { readonly code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}
