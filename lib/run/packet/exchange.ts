import { required } from '../../base/required';
import { worstOf } from '../../check';
import type { Datapath, Endpoint, Prediction } from '../../datapath';
import { Network, Predictor } from '../../datapath';
import { type Family, nodeId, type Protocol, podId } from '../../net';
import type { Plan } from '../../plan';
import type { Testbed } from '../../testbed';
import { RunError, refuseUnlessWhole } from '../run-error';

/** A packet and its answer, between two places of a testbed. */
export interface Exchange {
  /** An endpoint's id, such as `pod:worker-1/0` or `node:worker-1`, or what follows its colon. */
  readonly from: string;
  /** Likewise, or a Service of the lab, such as `service:cluster-ip`: a packet is not sent to one, but followed. */
  readonly to: string;
  /** @default the primary one of the plan */
  readonly family?: Family;
  /** @default tcp */
  readonly protocol?: Protocol;
  /** Size of the IP packet, headers included. @default 60; TCP chooses for itself where packets are really sent */
  readonly bytes?: number;
}

/** What the computed state does with a packet and its answer. */
export interface Explained {
  readonly from: Endpoint;
  /** Of a Service, the endpoint that the packet is followed to. */
  readonly to: Endpoint;
  /** Id of the Service that is asked. @default none: the endpoint itself */
  readonly service?: string;
  /** Every step of the packet and of its answer, and what comes of them. */
  readonly prediction: Prediction;
}

/** An exchange with its family and protocol. */
export type CompleteExchange = Exchange & Required<Pick<Exchange, 'family' | 'protocol'>>;

/** The exchange with its defaults, which live here and nowhere else. */
export function complete(exchange: Exchange, { families }: Plan): CompleteExchange {
  const { family = families[0]!, protocol = 'tcp' } = exchange;
  return { ...exchange, family, protocol };
}

/** Walks an exchange through a testbed's state. @throws RunError where it has no such family or place */
export function walked(
  testbed: Testbed,
  exchange: CompleteExchange,
  of: 'plan' | 'lab',
  bytes?: number,
): Explained {
  const { datapath, plan } = testbed;
  const { family, protocol } = exchange;
  refuseUnlessWhole('bytes', bytes, 28, 65_535);
  if (!plan.families.includes(family)) throw new RunError({ code: 'no-such-family', family, of });
  const from = endpointAt(datapath, 'from', exchange.from);
  const predictor = new Predictor(new Network(datapath));
  const followed = throughService(predictor, from, exchange);
  if (followed) return followed;
  const to = endpointAt(datapath, 'to', exchange.to);
  return { from, to, prediction: predictor.predict(from, to, family, protocol, bytes) };
}

/** The packet to one of the endpoints behind a Service, one that is out of reach first; undefined where none is named. */
function throughService(
  predictor: Predictor,
  from: Endpoint,
  { to: id, family, protocol }: CompleteExchange,
): Explained | undefined {
  const { endpoints, services = [] } = predictor.network.datapath;
  const service = services.find((one) => one.id === id);
  const [address, port] = [service?.address[family], service?.ports[protocol]?.port];
  if (!service || !address || port === undefined) return undefined;
  const near = endpoints.filter((one) => one.node === from.node && service.endpoints.includes(one.id));
  const answering = service.local ? near.map((one) => one.id) : service.endpoints;
  const ways = predictor.predictEach(from, { id, address, port, answering }, protocol);
  const prediction = required(worstOf(ways), 'a way to the Service');
  const to = endpoints.find((one) => one.id === answering[ways.indexOf(prediction)]) ?? from;
  return { from, to, service: id, prediction };
}

/** @throws RunError that says which of the two places is unknown */
function endpointAt({ endpoints, services = [] }: Datapath, role: 'from' | 'to', place: string): Endpoint {
  const found = endpoints.find(({ id }) => [place, nodeId(place), podId(place)].includes(id));
  if (found) return found;
  const known = [...endpoints, ...(role === 'to' ? services : [])].map(({ id }) => id);
  throw new RunError({ code: 'unknown-place', role, place, known });
}
