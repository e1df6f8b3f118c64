import type { Service } from 'kubernetes-types/core/v1';
import type { ClusterSource, ClusterUnderTest, ServiceFact } from '../check';
import { Address, type Cidr, familyOf } from '../net';
import type { Plan } from '../plan';
import { targetsOf } from '../prober/questions/extent';
import { metadataId } from '../prober/questions/metadata-questions';
import { outsideId } from '../prober/questions/service-questions';
import {
  type ControlPort,
  type ControlPorts,
  endpointIds,
  type ProbeSettings,
  serviceNames,
} from '../prober/questions/settings';
import { byFamily, type ClusterNode } from './cluster-node';
import { planNodeOf } from './planned-nodes';
import { familiesIn, plannedServices } from './service-ranges';

/** What is known of a cluster that is tested. */
export interface ClusterParts {
  readonly settings: ProbeSettings;
  readonly services: readonly Service[];
  /** Ranges that Services get their addresses from. @default the API says none */
  readonly serviceRanges?: readonly Cidr[];
  /** Where Kubernetes itself listens. @default its ports were not asked */
  readonly control?: ControlPorts;
  /** The nodes that are tested. */
  readonly nodes: readonly ClusterNode[];
  /** Addresses that the nodes' devices have, by the node's name. */
  readonly nodeAddresses: ReadonlyMap<string, readonly Address[]>;
  /** MTU of the nodes' cards, in bytes, by the node's name. */
  readonly nodeMtus: ReadonlyMap<string, number>;
  /** Name of the CNI that runs. */
  readonly cni: string;
  /** The addresses of the cluster as it is. */
  readonly plan: Plan;
  /** The plan that it was built from. @default unknown */
  readonly built?: Plan;
}

/** The cluster as the checks' kinds need it. */
export function clusterUnderTest(parts: ClusterParts): ClusterUnderTest {
  const { settings, services, serviceRanges, control, nodes, nodeAddresses, nodeMtus, plan, built, cni } =
    parts;
  const { egress, metadata, nodePeers = false, clusterPolicies } = settings;
  const names = settings.nodes;
  return {
    sources: sourcesOf(settings),
    clients: names.map((node) => endpointIds.client('pod', node)),
    servers: names.map(endpointIds.pod),
    services: {
      clusterIp: serviceFact(services, serviceNames.clusterIp),
      nodePort: serviceFact(services, serviceNames.nodePort),
      hairpin: serviceFact(services, serviceNames.hairpin),
    },
    names: namesOf(services, plan),
    ...(egress && { egress: { id: outsideId(egress), family: familyOf(egress.address) } }),
    ...(metadata && { metadata: metadataId }),
    nodePeers,
    clusterPolicies,
    cni,
    ...(control && { control: controlUnderTest(control) }),
    ...(serviceRanges && { serviceRanges: familiesIn(serviceRanges) }),
    plannedServices: plannedServices(built),
    nodeAddresses,
    nodeMtus,
    hasPlan: built !== undefined,
    shares: sharesOf(nodes, built),
  };
}

/** By id and family: which address it is does not matter to a check. */
function controlUnderTest({
  apiServers,
  kubelets,
  controlPlanes,
}: ControlPorts): ClusterUnderTest['control'] {
  const of = ({ id, address }: ControlPort) => ({ id, family: familyOf(address) });
  return { apiServers: apiServers.map(of), kubelets: kubelets.map(of), controlPlanes };
}

/** Each node's two clients. */
function sourcesOf({ nodes, extent }: ProbeSettings): ClusterSource[] {
  return nodes.flatMap((node, index) =>
    (['node', 'pod'] as const).map((kind) => {
      const targets = targetsOf(index, kind, nodes.length, extent);
      const nodesOf = (of: 'node' | 'pod') =>
        targets.flatMap((target) => (target.kind === of ? (nodes[target.node] ?? []) : []));
      return {
        kind,
        node,
        id: endpointIds.client(kind, node),
        nodes: nodesOf('node').map(endpointIds.node),
        guarded: nodesOf('pod').map(endpointIds.guarded),
      };
    }),
  );
}

function serviceFact(services: readonly Service[], name: string): ServiceFact {
  return { id: `service:${name}`, addresses: clusterIps(services, name) };
}

/** A Service's name stands for its own address, a headless one's for all of its pods. */
function namesOf(services: readonly Service[], { families, nodes }: Plan): ClusterUnderTest['names'] {
  const addresses = clusterIps(services, serviceNames.clusterIp);
  return families.flatMap((family) => {
    const own = addresses[family];
    if (own === undefined) return []; // a cluster with one family for Services may have two for pods
    const servers = nodes.flatMap(({ pods }) => pods.slice(0, 1).map((pod) => `${pod.address[family]}`));
    return [
      { id: `dns:${serviceNames.clusterIp}`, family, addresses: [own] },
      { id: `dns:${serviceNames.headless}`, family, addresses: servers },
    ];
  });
}

function clusterIps(services: readonly Service[], name: string): ServiceFact['addresses'] {
  const service = services.find(({ metadata }) => metadata?.name === name);
  const { ipv4, ipv6 } = byFamily(
    (service?.spec?.clusterIPs ?? []).filter((ip) => ip !== 'None'),
    Address.parse,
  );
  return { ...(ipv4 && { ipv4: `${ipv4}` }), ...(ipv6 && { ipv6: `${ipv6}` }) };
}

function sharesOf(nodes: readonly ClusterNode[], built: Plan | undefined): ClusterUnderTest['shares'] {
  const planned = built && planNodeOf(built, nodes);
  return nodes.map(({ name }) => {
    const share = planned?.get(name)?.podCidr;
    return {
      id: endpointIds.node(name),
      node: name,
      ...(share && {
        planned: {
          ...(share.ipv4 && { ipv4: `${share.ipv4}` }),
          ...(share.ipv6 && { ipv6: `${share.ipv6}` }),
        },
      }),
    };
  });
}
