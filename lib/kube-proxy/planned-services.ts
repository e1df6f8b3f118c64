/** The Services of a lab, as a cluster's API has them: plan data, which kube-proxy's stand-in and the checks read. */
import { spread } from '../base/spread';
import {
  type Address,
  mapFamilies,
  nodeId,
  type PerFamily,
  type Protocol,
  podId,
  probePort,
  protocols,
} from '../net';
import type { Plan, PlanNode } from '../plan';

/** One port of a Service, over one protocol. */
export interface ServicePort {
  /** As the Service names it. */
  readonly name: string;
  readonly protocol: Protocol;
  /** Port at the ClusterIP. */
  readonly port: number;
  /** Port at the endpoints. */
  readonly targetPort: number;
  /** Port at every node's address. @default none */
  readonly nodePort?: number;
}

/** Where packets for a Service end: a pod, or a node. */
export interface ServiceEndpoint {
  /** `pod:worker-1/0`, `node:control-plane-1`. */
  readonly id: string;
  /** Name of its node. */
  readonly node: string;
  readonly address: PerFamily<Address>;
}

/** A Service with a ClusterIP, as kube-proxy knows it. */
export interface PlannedService {
  readonly namespace: string;
  readonly name: string;
  readonly clusterIp: PerFamily<Address>;
  readonly ports: readonly ServicePort[];
  readonly endpoints: readonly ServiceEndpoint[];
  /** Whether each node sends packets to its own endpoints alone (`internalTrafficPolicy: Local`). @default false */
  readonly local?: true;
}

/** Names of the Services that checks try. */
type TriedService = 'cluster-ip' | 'node-port' | 'hairpin';

/** Places in the service network; kubeadm gives the API server the first address and DNS the tenth. */
const places = { kubernetes: 1, 'cluster-ip': 11, 'node-port': 12, hairpin: 13 } as const;
/** NodePorts, out of Kubernetes' range from 30000 to 32767. */
const nodePorts: Readonly<Record<Protocol, number>> = { tcp: 30_420, udp: 30_421 };
/** Pods behind a Service at most: enough for a choice, and rules that do not grow with the square of the nodes. */
const mostEndpoints = 3;
/** Name servers, as kubeadm has them. */
const nameServers = 2;

/** The Services of a lab: the two that every cluster has, and those that checks try. */
export function plannedServices(plan: Plan): PlannedService[] {
  const servers = plan.nodes.flatMap((node) => podEndpoint(node, 0));
  const some = new Set(spread(servers).slice(0, mostEndpoints));
  const several = servers.filter((one) => some.has(one));
  const last = plan.nodes.flatMap((node) => podEndpoint(node, node.pods.length - 1));
  return [
    apiServer(plan),
    {
      namespace: 'kube-system',
      name: 'kube-dns',
      clusterIp: plan.dnsService,
      ports: [
        { name: 'dns', protocol: 'udp', port: 53, targetPort: 53 },
        { name: 'dns-tcp', protocol: 'tcp', port: 53, targetPort: 53 },
      ],
      endpoints: last.slice(0, nameServers),
    },
    tried(plan, 'cluster-ip', several),
    tried(plan, 'node-port', several, nodePorts),
    { ...tried(plan, 'hairpin', servers), local: true },
  ];
}

function tried(
  plan: Plan,
  name: TriedService,
  endpoints: readonly ServiceEndpoint[],
  opened?: typeof nodePorts,
): PlannedService {
  const ports = protocols.map((protocol) => ({
    name: protocol,
    protocol,
    port: probePort,
    targetPort: probePort,
    ...(opened && { nodePort: opened[protocol] }),
  }));
  return { namespace: 'default', name, clusterIp: at(plan, places[name]), ports, endpoints };
}

/** What every cluster has: the API server by a ClusterIP, in the family of its own address. */
function apiServer(plan: Plan): PlannedService {
  const { port: targetPort } = plan.apiEndpoint;
  return {
    namespace: 'default',
    name: 'kubernetes',
    clusterIp: at(plan, places.kubernetes),
    ports: [{ name: 'https', protocol: 'tcp', port: 443, targetPort }],
    endpoints: plan.nodes
      .filter(({ role }) => role === 'control-plane')
      .map(({ name, address }) => ({ id: nodeId(name), node: name, address })),
  };
}

const at = ({ serviceCidr }: Plan, place: number) => mapFamilies(serviceCidr, (range) => range.at(place));

function podEndpoint({ name: node, pods }: PlanNode, position: number): ServiceEndpoint[] {
  const pod = pods[position];
  return pod ? [{ id: podId(pod.name), node, address: pod.address }] : [];
}
