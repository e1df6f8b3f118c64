/** What a CNI that does not run has left, as data: one thing that is removed in one go. */

/** What it is, in the order in which things can be removed: a set goes when no rule asks it any more. */
export const leftKinds = [
  'config',
  'listener',
  'pins',
  'filter',
  'policy-rule',
  'route',
  'iptables',
  'table',
  'set',
  'link',
  'folder',
  'condition',
  'taint',
  'annotations',
  'labels',
  'namespace',
  'definitions',
] as const;
/** What it is. */
export type LeftKind = (typeof leftKinds)[number];

/** Why it harms. */
export type Harm =
  /** It has a port that others need. */
  | {
      readonly code: 'holds-port';
      readonly protocol: 'tcp' | 'udp';
      readonly port: number;
      /** A device that wants the port too, and is down. */
      readonly blocks?: string;
    }
  /** Its routes take packets that nobody expects at the other end. */
  | { readonly code: 'takes-packets'; readonly routes: number }
  /** Cables of pods end at it. */
  | { readonly code: 'pods-on-it'; readonly pods: number }
  /** The container runtime goes on calling its plug-in; `instead` of the one that runs. */
  | { readonly code: 'called'; readonly instead: boolean }
  /** Its eBPF programs decide about packets of these links, or of sockets. */
  | { readonly code: 'programs-act'; readonly at: readonly string[] }
  /** Its rules still accept, mark, translate or drop packets. */
  | { readonly code: 'rules-act' }
  /** It drops packets to a range. */
  | { readonly code: 'drops'; readonly range: string }
  /** It says that the node has no network: nothing is scheduled there. */
  | { readonly code: 'keeps-pods-away' }
  /** It says that the node has a network, whoever provides it. */
  | { readonly code: 'says-ready' }
  /** A later installation takes up what is in it. */
  | { readonly code: 'taken-up' }
  /** Nobody answers for it: namespaces that are deleted hang. */
  | { readonly code: 'no-answer' };

/** One thing that is left. */
export interface Left {
  /** Name of the machine. @default it is the cluster's */
  readonly host?: string;
  /** Name of the CNI; `unknown` where nobody's name is on it. */
  readonly owner: string;
  readonly kind: LeftKind;
  /** Such as `flannel.1`. */
  readonly name: string;
  /** What it consists of, or goes with it. */
  readonly with: readonly string[];
  /** @default none that is known */
  readonly harms: readonly Harm[];
  /** Remove it, in order: on the host, or with kubectl anywhere. Empty: see `look`. */
  readonly commands: readonly (readonly string[])[];
  /** Says more of it, where no command can be named that removes it. @default none */
  readonly look?: readonly string[];
}

/** The owner of what nobody's name is on. */
export const unknownOwner = 'unknown';

/** In the order in which they are to be removed. */
export function inRemovalOrder<T extends Pick<Left, 'kind'>>(all: readonly T[]): T[] {
  const rank = ({ kind }: T) => leftKinds.indexOf(kind);
  return [...all].sort((a, b) => rank(a) - rank(b));
}
