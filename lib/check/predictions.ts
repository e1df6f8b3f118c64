import { type Asked, type Endpoint, type Hop, Network, type Prediction, Predictor } from '../datapath';
import type { Family, Protocol } from '../net';
import type { Testbed } from '../testbed';
import { waysOf } from './asked-service';
import type { Check, CheckResult } from './check';

/** What the walk says of each exchange, over the state as it is and as the CNI meant it. */
export class Predictions {
  private readonly state: Predictor;
  private readonly intended?: Predictor;
  private readonly meantEndpoints = new Map<string, Endpoint>();
  /** Whether any rule asks for the protocol; else one walk speaks for both. */
  private readonly byProtocol: boolean;

  constructor({ datapath, fault }: Pick<Testbed, 'datapath' | 'fault'>) {
    this.state = new Predictor(new Network(datapath));
    const meant = new Map(fault?.intended.hosts.map((host) => [host.name, host.services]));
    this.byProtocol = datapath.hosts.some(
      ({ name, filters, netfilter, services }) =>
        filters.length > 0 || netfilter || (fault && services !== meant.get(name)),
    );
    if (!fault) return;
    this.intended = new Predictor(new Network(fault.intended));
    for (const endpoint of fault.intended.endpoints) this.meantEndpoints.set(endpoint.id, endpoint);
  }

  /** @param other the prediction of another protocol, which holds here too unless a rule distinguishes them */
  of(from: Endpoint, to: Endpoint, family: Family, protocol: Protocol, other?: Prediction): Prediction {
    return other && !this.byProtocol ? other : this.state.predict(from, to, family, protocol);
  }

  /** The ways that the packet of a check may go. */
  waysOf(endpoints: ReadonlyMap<string, Endpoint>, check: CheckResult): readonly Prediction[] {
    return waysOf(this.state, endpoints, check);
  }

  /** What may come of asking a Service, by each of its endpoints. @param other as of `of` */
  ofService(
    from: Endpoint,
    asked: Asked,
    protocol: Protocol,
    other?: readonly Prediction[],
  ): readonly Prediction[] {
    return other && !this.byProtocol ? other : this.state.predictEach(from, asked, protocol);
  }

  /** The largest packet that passes, and, where no ICMP error reports it to the sender, the largest that it sends. */
  size(from: Endpoint, to: Endpoint, family: Family, small: Prediction): Check['predicted'] {
    const { unknown } = small;
    if (unknown) return { none: true, unknown };
    if (!small.reachable) return {};
    const bytes = small.mtu;
    const limit = ownLimit(small);
    if (limit === undefined || limit <= bytes) return { bytes };
    const { forward } = this.state.predict(from, to, family, 'udp', bytes + 1);
    const last = forward.hops.at(-1);
    const drop = forward.drop;
    if (drop?.code !== 'too-big' || !last) return { bytes };
    const silent = drop.silent || this.state.network.silencer(last);
    return silent ? { bytes, localLimit: limit } : { bytes };
  }

  /** The exchange as the CNI meant it, where it meant it to come about. */
  meant(from: Endpoint, to: Endpoint, family: Family, actual?: Prediction): Prediction | undefined {
    const [sender, receiver] = [from, to].map(({ id }) => this.meantEndpoints.get(id));
    const meant =
      this.intended && sender && receiver ? this.intended.predict(sender, receiver, family, 'tcp') : actual;
    return meant?.reachable ? meant : undefined;
  }
}

/** The largest packet that the sender's first link and route let out, in bytes. */
function ownLimit({ forward }: Prediction): number | undefined {
  const first: Hop | undefined = forward.hops.find(({ decision }) => decision.step === 'route');
  return first?.decision.step === 'route' ? first.decision.limit : undefined;
}
