import type { Asked, Datapath, Endpoint, Prediction, Predictor } from '../datapath';
import type { Check } from './check';

/** What a check of a Service asks: its ClusterIP, or a node at the NodePort. Undefined for other checks. */
export function askedService(
  { services, endpoints }: Pick<Datapath, 'services' | 'endpoints'>,
  { id, to, family, protocol }: Pick<Check, 'id' | 'to' | 'family' | 'protocol'>,
): Asked | undefined {
  if (!id.startsWith('service/') || !protocol) return undefined;
  const byNode = id === 'service/node-port';
  const service = services?.find((one) => one.id === (byNode ? 'service:node-port' : to));
  const ports = service?.ports[protocol];
  const at = byNode ? endpoints.find((one) => one.id === to) : service;
  const [address, port] = [at?.address[family], byNode ? ports?.nodePort : ports?.port];
  return service && address && port !== undefined
    ? { id: to, address, port, answering: service.endpoints }
    : undefined;
}

/** Whom the Service leads to that a check asks: of one that each node has for itself, the endpoints there alone. */
export function answeringTo(
  asked: Asked,
  { id, from, required }: Pick<Check, 'id' | 'from' | 'required'>,
): Asked {
  const own = nodeLocal.includes(id) ? (required.answeredBy ?? [from]) : undefined;
  return own ? { ...asked, answering: own } : asked;
}

/** Kinds of checks of a Service that each node has for itself. */
const nodeLocal: readonly string[] = ['service/hairpin', 'service/local'];

/** The ways that the packet of a check may go, and its answer: several where chance decides who is asked. */
export function waysOf(
  predictor: Predictor,
  endpoints: ReadonlyMap<string, Endpoint>,
  check: Pick<Check, 'id' | 'from' | 'to' | 'family' | 'protocol' | 'required'>,
  bytes?: number,
): readonly Prediction[] {
  const { family, protocol = 'udp' } = check;
  const [from, to] = [endpoints.get(check.from), endpoints.get(check.to)];
  if (!from?.address[family]) return [];
  const asked = askedService(predictor.network.datapath, check);
  if (asked) return predictor.predictEach(from, answeringTo(asked, check), protocol);
  if (!to?.address[family] || from === to) return [];
  return [predictor.predict(from, to, family, protocol, bytes)];
}

/** The way that fails, where one does; else the first. */
export const worstOf = (ways: readonly Prediction[]): Prediction | undefined =>
  ways.find(({ reachable }) => !reachable) ?? ways[0];
