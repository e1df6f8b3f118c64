/** What of a scope decides who is left to blame. */
import { isPod, nodeOf } from '../../net';
import type { Evidence } from '../diagnosis';
import type { Failure } from '../failure';
import { namesOf, type Side } from '../scope/place';
import { fails, type Scope } from '../scope/scope';
import { crossesNodes, trafficOf } from '../scope/traffic';
import { mostWalked, type Wrapping } from '../trace';

/** How the failing packets go between nodes, as the walk says: all in a tunnel, some, none; undefined where it is not known. */
export type Wrapped = 'all' | 'some' | 'none' | undefined;

/** What excludes suspects. */
export interface Signature {
  readonly level: Scope['place']['code'];
  readonly side: Side;
  /** The place is one pod, or two endpoints of which one is. */
  readonly pod: boolean;
  /** What goes from node to node fails too: the network underneath. */
  readonly underlay: boolean;
  /** What stays on a node fails too. */
  readonly local: boolean;
  /** What the nodes at the place send themselves to pods on other nodes fails too, not only what they forward. */
  readonly own: boolean;
  /** Packets between pods fail; undefined where none were tried. */
  readonly pods: boolean | undefined;
  /** Packets between pods of one node fail. */
  readonly localPods: boolean;
  /** What stays on a node was tried and passes. */
  readonly localPasses: boolean;
  /** Only what pods send to nodes fails. */
  readonly onlyToNodes: boolean;
  readonly oneFamily: boolean;
  readonly ipv6: boolean;
  readonly oneProtocol: boolean;
  /** So few failures that chance may have chosen them. */
  readonly few: boolean;
  /** What the senders' own kernels said of it, where that decides: `ENETUNREACH`. */
  readonly errno?: string;
  /** Somebody else answered. */
  readonly answered: boolean;
  readonly wrapped: Wrapped;
  readonly bgp: boolean;
  /** The evidence is a cluster's: its CNI has agents, its cards compute checksums. */
  readonly cluster: boolean;
}

/** Fewer failures than this say nothing of protocols: chance may have left the others out. */
const enough = 4;

/** @param wraps whether the walk says that an exchange goes through a tunnel; undefined where it knows nothing */
export function signatureOf(
  scope: Scope,
  failures: readonly Failure[],
  { wraps, bgp, evidence }: { wraps: (failure: Failure) => Wrapping; bgp: boolean; evidence?: Evidence },
): Signature {
  const { place } = scope;
  const names = new Set(namesOf(place));
  const sentByNode = failures.some((failure) => {
    const { kind, reach } = trafficOf(failure);
    const [from, to] = [nodeOf(failure.from), nodeOf(failure.to)];
    const away = names.size === 0 || (names.has(from) && (place.code === 'between' || !names.has(to)));
    return kind === 'node-to-pod' && reach === 'cross' && away;
  });
  const few = failures.length < enough;
  return {
    level: place.code,
    side: 'side' in place ? place.side : 'both',
    pod: place.code === 'endpoint' ? isPod(place.id) : place.code === 'exchange' && isPod(place.to),
    underlay: fails(scope, 'node-to-node') === true,
    local: scope.traffic.some(({ reach, fails: share }) => reach === 'same' && share !== 'none'),
    own: sentByNode,
    pods: fails(scope, 'pod-to-pod'),
    localPods: fails(scope, 'pod-to-pod', 'same') === true,
    localPasses: scope.traffic.some(({ reach, fails: share }) => reach === 'same' && share === 'none'),
    onlyToNodes: failures.every((failure) => trafficOf(failure).kind === 'pod-to-node'),
    oneFamily: scope.family !== undefined,
    ipv6: scope.family === 'ipv6',
    oneProtocol: scope.protocol !== undefined && !few,
    few,
    errno: errnoOf(failures),
    answered: failures.some(({ observed }) => observed?.answeredBy !== undefined),
    wrapped: wrappedOf(failures, wraps),
    bgp,
    cluster: evidence !== undefined,
  };
}

const errnoIn = ({ observed }: Failure) =>
  observed?.failure?.code === 'system' ? observed.failure.errno : undefined;

/** An error that decides: all senders get it for what they send by TCP. UDP hears of few, so that its silence says nothing. */
export function errnoOf(failures: readonly Failure[]): string | undefined {
  const telling = failures.filter((failure) => failure.protocol === 'tcp' || errnoIn(failure) !== undefined);
  const [errno, ...others] = new Set(telling.map(errnoIn));
  return others.length === 0 ? errno : undefined;
}

function wrappedOf(failures: readonly Failure[], wraps: (failure: Failure) => Wrapping): Wrapped {
  const known = failures
    .filter(crossesNodes)
    .slice(0, mostWalked)
    .map(wraps)
    .filter((one) => one !== undefined);
  if (known.length === 0) return undefined;
  const count = known.filter(Boolean).length;
  return count === 0 ? 'none' : count === known.length ? 'all' : 'some';
}
