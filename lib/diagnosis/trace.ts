/** Failed exchanges, walked again over the computed state: where the packet is dropped, and how it travels. */
import { type CheckResult, standsOnPackets, waysOf, worstOf } from '../check';
import {
  type Datapath,
  type Drop,
  type Endpoint,
  type Hop,
  type Host,
  hopsOf,
  Network,
  type Prediction,
  Predictor,
  type RuleAt,
  ruleName,
  type Walk,
} from '../datapath';

/** Where and why a predicted packet is dropped. */
export interface Trace {
  readonly drop: Drop;
  /** Rule that dropped the packet, where one did. */
  readonly rule?: RuleAt;
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

/** Walks that are worth their time where one question is asked of many exchanges: others go the same ways. */
export const mostWalked = 200;

/** Whether packets go through a tunnel; undefined where the state is not known. */
export type Wrapping = boolean | undefined;

/** Walks exchanges over a state; those that fail as predicted are walked once. */
export class Walks {
  private readonly predictor?: Predictor;
  private readonly hosts: ReadonlyMap<string, Host>;
  private readonly endpoints: ReadonlyMap<string, Endpoint>;
  private readonly traced = new Map<string, Trace | undefined>();

  constructor(private readonly datapath: Datapath | undefined) {
    this.predictor = datapath && new Predictor(new Network(datapath));
    this.hosts = new Map(datapath?.hosts.map((host) => [host.name, host]));
    this.endpoints = new Map(datapath?.endpoints.map((endpoint) => [endpoint.id, endpoint]));
  }

  /** The host of that name; undefined where the state is not known. */
  host(name: string): Host | undefined {
    return this.hosts.get(name);
  }

  /**
   * The exchange of a check; undefined where the state or an end of it is not known.
   * @param bytes length of its packet. @default a small one
   */
  of(check: CheckResult, bytes?: number): Prediction | undefined {
    return this.predictor && worstOf(waysOf(this.predictor, this.endpoints, check, bytes));
  }

  /** The rules that drop a part of such packets or their answers, whichever way these go, each with where it is. */
  chancesOf(check: CheckResult): { readonly where: string; readonly rule: string }[] {
    const ways = this.predictor ? waysOf(this.predictor, this.endpoints, check) : [];
    const found = ways.flatMap(({ forward, back }) => [...forward.chances, ...(back?.chances ?? [])]);
    const all = found.map(({ host, rule }) => ({ where: this.placeOf(host), rule: ruleName(rule.rule) }));
    return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
  }

  /** A pod's id where the host is a pod, else its name. */
  private placeOf(host: string): string {
    const pod = this.datapath?.endpoints.find((one) => one.host === host && one.kind === 'pod');
    return pod?.id ?? host;
  }

  /** The rule that keeps the host from telling the sender of a packet that it was too large. */
  silencer(hop: Hop): string | undefined {
    const by = this.predictor?.network.silencer(hop);
    return by && ruleName(by.rule);
  }

  /** Whether a packet or its answer goes through a tunnel. */
  wraps(check: CheckResult): Wrapping {
    const walked = this.of(check);
    const wraps = walked && hopsOf(walked).some(({ decision }) => decision.step === 'encapsulate');
    return walked?.unknown && !wraps ? undefined : wraps;
  }

  /** Where the exchange ends, as far as the state predicts that it fails. */
  trace(check: CheckResult): Trace | undefined {
    if (check.predicted.reachable !== false || !check.protocol || standsOnPackets(check)) return undefined;
    const key = `${check.from} ${check.to} ${check.family} ${check.protocol}`;
    if (!this.traced.has(key)) this.traced.set(key, this.traceOf(check));
    return this.traced.get(key);
  }

  private traceOf(check: CheckResult): Trace | undefined {
    const [from, to] = [this.endpoints.get(check.from), this.endpoints.get(check.to)];
    const walked = this.of(check);
    const lost = this.causal(walked?.forward.delivered ? walked.back : walked?.forward);
    const last = lost?.hops.at(-1);
    const host = lost && this.hosts.get(lost.host);
    if (!from || !to || !lost || !host || last?.decision.step !== 'drop') return undefined;
    const { drop, rule } = last.decision;
    const { destination } = (lost.hops[0] ?? last).packet;
    const target = walked?.forward.delivered ? from : to;
    const hostNamed = (name: string) => this.hosts.get(name);
    const range = this.rangeOf(target, destination);
    return { drop, rule, host, hops: lost.hops, destination, hostNamed, target, range, from, to };
  }

  /**
   * An answer that takes another way than its question is invalid to whoever tracks connections there. Where it would not
   * come home without that either, the way is the cause.
   */
  private causal(lost: Walk | undefined): Walk | undefined {
    const [first, last] = [lost?.hops[0], lost?.hops.at(-1)];
    const rule = last?.decision.step === 'drop' ? last.decision.rule?.rule : undefined;
    const invalid = rule?.conditions.some(
      ({ on, ...more }) => on === 'state' && 'states' in more && more.states.includes('invalid'),
    );
    if (!first || !invalid) return lost;
    const { source, destination, protocol, port, sourcePort } = first.packet;
    const fresh = this.predictor?.network.walk({
      host: first.host,
      source,
      destination,
      protocol: protocol === 'udp' ? 'udp' : 'tcp',
      port,
      sourcePort,
    });
    return fresh?.drop ? fresh : lost;
  }

  private rangeOf(target: Endpoint, destination: Hop['packet']['destination']): string {
    const within = this.datapath?.endpoints
      .filter(({ kind, node }) => kind === 'pod' && node === target.node)
      .map((endpoint) => endpoint.within[destination.family])
      .find((range) => range?.contains(destination));
    return `${within ?? destination}`;
  }
}
