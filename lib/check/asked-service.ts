import type { Asked, Datapath, Endpoint, Prediction, Predictor } from '../datapath';
import type { Check } from './check';

/** Id of the Service that the API server has in every cluster. */
export const apiServerService = 'service:kubernetes';

/** Whether a check is about the ports that Kubernetes itself needs. */
export const isControl = (id: string): boolean => id.startsWith('control/');

/** Id of the Service that the cluster's name servers have in every cluster. */
export const dnsService = 'service:kube-dns';

/** Whether a check is about a name that a lab's name servers are asked for. */
export const isOfName = ({ id, protocol }: Pick<Check, 'id' | 'protocol'>): boolean =>
  id === 'dns' && protocol !== undefined;

/** Whether it is about a Service, a lab's names or a port of Kubernetes: what goes there stands on plain packets. */
export const standsOnPackets = (check: Pick<Check, 'id' | 'protocol'>): boolean =>
  check.id.startsWith('service/') || isControl(check.id) || isOfName(check);

/** Ids of the endpoints behind a Service; none where there is no such one. */
export const behindService = ({ services }: Datapath, service: string): readonly string[] =>
  services?.find(({ id }) => id === service)?.endpoints ?? [];

/** What a check of a Service asks: its ClusterIP, or a node at the NodePort. Undefined for other checks. */
export function askedService(
  { services, endpoints, control }: Pick<Datapath, 'services' | 'endpoints' | 'control'>,
  { id, to, family, protocol }: Pick<Check, 'id' | 'to' | 'family' | 'protocol'>,
): Asked | undefined {
  if (control && isControl(id) && to !== apiServerService) {
    const address = endpoints.find((one) => one.id === to)?.address[family];
    const port = id === 'control/kubelet' ? control.kubelet : control.apiServer;
    return address && { id: to, address, port, answering: [to] };
  }
  if (!standsOnPackets({ id, protocol }) || !protocol) return undefined;
  const byNode = id === 'service/node-port';
  const named = byNode ? 'service:node-port' : id === 'dns' ? dnsService : to;
  const service = services?.find((one) => one.id === named);
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
  if (!to?.address[family] || from === to || isControl(check.id)) return [];
  return [predictor.predict(from, to, family, protocol, bytes)];
}

/** The way that fails, where one does; else the first. */
export const worstOf = (ways: readonly Prediction[]): Prediction | undefined =>
  ways.find(({ reachable }) => !reachable) ?? ways[0];
