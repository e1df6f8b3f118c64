/** What keeps machines from becoming a cluster: codes with their details. finding-text.ts has the words. */
import type { SshFailure } from '../ssh';

/** What is wrong with a machine. */
export type Trouble =
  | { readonly code: 'ssh'; readonly failure: SshFailure; readonly text: string; readonly remedy: string }
  /** Its answer is not what the script writes. */
  | { readonly code: 'unreadable'; readonly said: string }
  | { readonly code: 'system'; readonly id: string; readonly version: string }
  | { readonly code: 'architecture'; readonly architecture: string }
  | { readonly code: 'clock'; readonly aheadS: number }
  | { readonly code: 'cpus'; readonly cpus: number }
  | { readonly code: 'memory'; readonly memoryMiB: number }
  | { readonly code: 'disk'; readonly freeGiB: number }
  | { readonly code: 'swap'; readonly swaps: number }
  | { readonly code: 'cgroup'; readonly version: number }
  | { readonly code: 'module'; readonly module: string }
  | { readonly code: 'kubernetes'; readonly paths: readonly string[] }
  | { readonly code: 'port'; readonly protocol: 'tcp' | 'udp'; readonly port: number }
  /** There is no program that tells which ports are taken. */
  | { readonly code: 'ports-unread' }
  /** The plan's address is on none of its cards. */
  | { readonly code: 'address'; readonly planned: string; readonly has: readonly string[] }
  | { readonly code: 'mtu'; readonly card: string; readonly mtu: number; readonly planned: number }
  | { readonly code: 'no-default-route' }
  | { readonly code: 'peer'; readonly address: string }
  | { readonly code: 'peers-unasked' }
  /** Its id is none, so that it has no name of its own. */
  | { readonly code: 'machine-id'; readonly said: string }
  /** Another name of the list is the same machine, or a copy with the same id. */
  | { readonly code: 'same-machine'; readonly other: string }
  /** The containerd that its package sources have, or that it has. */
  | { readonly code: 'containerd'; readonly version: string }
  /** Its package lists have no containerd. */
  | { readonly code: 'containerd-unread' }
  /** What it cannot fetch; `host` did not answer, which a redirection may have named. */
  | ({ readonly code: 'source'; readonly url: string; readonly host: string } & SourceFailure)
  /** It has no curl. */
  | { readonly code: 'sources-unasked' }
  /** What a CNI has left. */
  | { readonly code: 'cni-leftover'; readonly cni: string; readonly kind: string; readonly name: string }
  /** A part of the network's state could not be read, so that nobody can say that nothing is left. */
  | { readonly code: 'state-unread'; readonly part: string; readonly command: string; readonly why: string };

/** Why a machine cannot fetch from a source. */
export type SourceFailure =
  /** `name`: nobody knows the host. `refused`: no connection. `tls`, `certificate`: it is not trusted, or speaks otherwise. */
  | { readonly reason: 'proxy-name' | 'name' | 'refused' | 'no-answer' | 'tls' | 'certificate' }
  /** The proxy answers in its place, such as 407: it wants a user. */
  | { readonly reason: 'proxy-refuses'; readonly status: number }
  /** There is an answer, such as 404. */
  | { readonly reason: 'status'; readonly status: number }
  /** Another of curl's exit codes. */
  | { readonly reason: 'other'; readonly curl: number };

/** Trouble with its machine. */
export type MachineFinding = Trouble & { readonly machine: string };

/** Trouble that says that something could not be asked: not that anything is wrong. */
export const unasked: ReadonlySet<Trouble['code']> = new Set([
  'ssh',
  'unreadable',
  'ports-unread',
  'peers-unasked',
  'containerd-unread',
  'sources-unasked',
  'state-unread',
]);

/** All that was found on machines, and which of them are one. */
export function findingsOf(
  asked: readonly { readonly name: string; readonly troubles: readonly Trouble[]; readonly id?: string }[],
): MachineFinding[] {
  return asked.flatMap(({ name, troubles, id }, i) => {
    const first = asked.findIndex((one) => one.id === id);
    const same: Trouble[] =
      id === undefined || first === i ? [] : [{ code: 'same-machine', other: asked[first]!.name }];
    return [...same, ...troubles].map((trouble) => ({ machine: name, ...trouble }));
  });
}
