import type { Endpoint, Prediction } from '../../datapath';
import { Network, Predictor } from '../../datapath';
import { type Family, nodeId, type Protocol, podId } from '../../net';
import type { Testbed } from '../../testbed';
import { RunError, refuseUnlessWhole } from '../run-error';

/** A packet and its answer, between two places of a testbed. */
export interface Exchange {
  /** An endpoint's id, such as `pod:worker-1/0` or `node:worker-1`, or what follows its colon. */
  readonly from: string;
  /** Likewise. */
  readonly to: string;
  /** @default ipv4 */
  readonly family?: Family;
  /** @default tcp */
  readonly protocol?: Protocol;
  /** Size of the IP packet, headers included. @default 60; TCP chooses for itself where packets are really sent */
  readonly bytes?: number;
}

/** What the computed state does with a packet and its answer. */
export interface Explained {
  readonly from: Endpoint;
  readonly to: Endpoint;
  /** Every step of the packet and of its answer, and what comes of them. */
  readonly prediction: Prediction;
}

/** An exchange with its family and protocol. */
export type CompleteExchange = Exchange & Required<Pick<Exchange, 'family' | 'protocol'>>;

/** The exchange with its defaults, which live here and nowhere else. */
export function complete(exchange: Exchange): CompleteExchange {
  const { family = 'ipv4', protocol = 'tcp' } = exchange;
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
  const from = endpointAt(datapath.endpoints, 'from', exchange.from);
  const to = endpointAt(datapath.endpoints, 'to', exchange.to);
  const predictor = new Predictor(new Network(datapath));
  return { from, to, prediction: predictor.predict(from, to, family, protocol, bytes) };
}

/** @throws RunError that says which of the two places is unknown */
function endpointAt(endpoints: readonly Endpoint[], role: 'from' | 'to', place: string): Endpoint {
  const found = endpoints.find(({ id }) => [place, nodeId(place), podId(place)].includes(id));
  if (found) return found;
  const known = endpoints.map(({ id }) => id);
  throw new RunError({ code: 'unknown-place', role, place, known });
}
