/** Where a packet is dropped: the walk of a failed exchange up to its last hop. */
import type { CheckResult } from '../check';
import {
  type Datapath,
  type Drop,
  type Endpoint,
  type FilterRule,
  type Hop,
  type Host,
  Network,
  Predictor,
} from '../datapath';

/** Where and why a predicted packet is dropped. */
export interface Trace {
  readonly drop: Drop;
  /** Rule that dropped the packet, where one did. */
  readonly rule?: FilterRule;
  /** Host at which it was dropped. */
  readonly host: Host;
  /** The way there, the last hop last. */
  readonly hops: readonly Hop[];
  /** The address that the packet could not get to, tunnels left aside. */
  readonly destination: Hop['packet']['destination'];
  /** Any host, by its name. */
  readonly hostNamed: (name: string) => Host | undefined;
  readonly from: Endpoint;
  readonly to: Endpoint;
  /** Whom the packet should have reached: the receiver, or, of an answer, the sender. */
  readonly target: Endpoint;
  /** The range of the target's node that the destination lies in; the address itself where it lies in none. */
  readonly range: string;
}

/** Walks failed exchanges again; each pair once. */
export function tracer(datapath: Datapath | undefined): (failure: CheckResult) => Trace | undefined {
  if (!datapath) return () => undefined;
  const predictor = new Predictor(new Network(datapath));
  const hosts = new Map(datapath.hosts.map((host) => [host.name, host]));
  const endpoints = new Map(datapath.endpoints.map((endpoint) => [endpoint.id, endpoint]));
  const known = new Map<string, Trace | undefined>();
  const walk = ({ from, to, family, protocol }: CheckResult): Trace | undefined => {
    const [sender, receiver] = [endpoints.get(from), endpoints.get(to)];
    if (!sender || !receiver?.address[family] || !protocol) return undefined;
    const { forward, back } = predictor.predict(sender, receiver, family, protocol);
    const lost = forward.delivered ? back : forward;
    const last = lost?.hops.at(-1);
    const host = lost && hosts.get(lost.host);
    if (!lost || !host || last?.decision.step !== 'drop') return undefined;
    const { drop, rule } = last.decision;
    const { destination } = (lost.hops[0] ?? last).packet;
    const target = lost === forward ? receiver : sender;
    const within = datapath.endpoints
      .filter((endpoint) => endpoint.kind === 'pod' && endpoint.node === target.node)
      .map((endpoint) => endpoint.within[family])
      .find((range) => range?.contains(destination));
    return {
      drop,
      rule,
      host,
      hops: lost.hops,
      destination,
      hostNamed: (name) => hosts.get(name),
      target,
      range: `${within ?? destination}`,
      from: sender,
      to: receiver,
    };
  };
  return (failure) => {
    if (failure.predicted.reachable !== false) return undefined;
    const key = `${failure.from} ${failure.to} ${failure.family} ${failure.protocol}`;
    if (!known.has(key)) known.set(key, walk(failure));
    return known.get(key);
  };
}
