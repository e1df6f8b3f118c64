/**
 * Why a question has no answer, as codes with details: what a probe met on the network, or what the machine that asks
 * lacked. Plain types, as the program of the Jobs has no room for more; lib/check puts them in words and reads them.
 */

/** What a probe met in place of the answer. */
export type ProbeFailure =
  /** Nobody answered in time, in milliseconds. */
  | { readonly code: 'no-answer'; readonly afterMs: number }
  /** The kernel or a resolver refused, with the error's code such as ECONNREFUSED or ENOTFOUND. */
  | { readonly code: 'system'; readonly errno: string }
  /** The sender's own kernel takes no packet of that size (EMSGSIZE). */
  | { readonly code: 'too-big' }
  /** Something else than a prober answered, with the beginning of what it said. */
  | { readonly code: 'not-a-prober'; readonly said: string }
  /** No size was looked for, as no small datagram passes. */
  | { readonly code: 'udp-lost' }
  /** Small datagrams pass, and no size was found that arrives. */
  | { readonly code: 'no-size' }
  /** This kernel does not count the packets that it fragments, so that no size could be trusted. */
  | { readonly code: 'uncounted' }
  /** A metadata service answers, and gives neither data nor a token. */
  | { readonly code: 'withheld' }
  /** One exchange of a series failed. */
  | {
      readonly code: 'in-series';
      readonly exchange: number;
      readonly of: number;
      readonly failure?: SingleFailure;
    }
  /** Only a text is known. */
  | { readonly code: 'unknown'; readonly text: string };

/** A failure of one exchange. */
export type SingleFailure = Exclude<ProbeFailure, { readonly code: 'in-series' }>;

/** Errors of the kernel that say something of the machine that asks and nothing of the network: nothing was sent. */
export type LocalErrorCode =
  | 'EMFILE'
  | 'ENFILE'
  | 'ENOBUFS'
  | 'ENOMEM'
  | 'EADDRINUSE'
  | 'EAGAIN'
  | 'EADDRNOTAVAIL';

/** What the machine lacked, so that a question could not be asked at all. */
export type Lack =
  | { readonly code: LocalErrorCode }
  /** No server could be started at an endpoint. */
  | {
      readonly code: 'no-server';
      readonly endpoint: string;
      readonly address: string;
      readonly port: number;
      readonly error: LocalErrorCode;
    }
  /** The kernel's table of neighbours, one for all namespaces, was full each time. */
  | { readonly code: 'neighbour-table-full' }
  /** The asking itself is broken. */
  | { readonly code: 'broken' }
  /** Only a text is known. */
  | { readonly code: 'unknown'; readonly text: string };

/** A failure out of an error that was thrown. */
export function failureOf(error: unknown): SingleFailure {
  const { code, message } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? { code: 'system', errno: code } : { code: 'unknown', text: `${message}` };
}
