/** What kube-proxy, or a stand-in for what takes its place, programs on every node for Services. */
import type { Datapath, Host, Netfilter, ServiceTarget } from '../datapath';
import type { Plan, PlanNode } from '../plan';
import { iptablesRules } from './iptables';
import { nftablesRules } from './nftables/nftables';
import { plannedNames } from './planned-names';
import { type PlannedService, plannedServices } from './planned-services';

export { plannedServices } from './planned-services';

/** How it programs them: its two modes; without it, something else does what the nftables mode does. */
export type ProxyMode = 'iptables' | 'nftables' | 'disabled';

const forms: Readonly<
  Record<ProxyMode, (plan: Plan, services: readonly PlannedService[], node: PlanNode) => Netfilter>
> = { iptables: iptablesRules, nftables: nftablesRules, disabled: nftablesRules };

/**
 * Bridges hand frames to IP's rules (br_netfilter): an answer from a pod of the same bridge would else go past the
 * translation (Kubernetes' "Container runtimes": net.bridge.bridge-nf-call-iptables = 1).
 */
const bridgeSysctls = { 'bridge/bridge-nf-call-iptables': '1', 'bridge/bridge-nf-call-ip6tables': '1' };

/** Where the API server asks a kubelet, by default (KubeletConfiguration: port). */
const kubeletPort = 10_250;

/** A node's rules for Services. */
export const serviceRules = (
  plan: Plan,
  mode: ProxyMode,
  services: readonly PlannedService[],
  node: PlanNode,
): Netfilter => forms[mode](plan, services, node);

/** The datapath with Services on its nodes. @param services @default those of a lab */
export function withServices(
  datapath: Datapath,
  plan: Plan,
  mode: ProxyMode,
  services: readonly PlannedService[] = plannedServices(plan),
): Datapath {
  const nodes = new Map(plan.nodes.map((node) => [node.name, node]));
  const served = (host: Host): Host => {
    const node = host.role === 'node' ? nodes.get(host.name) : undefined;
    if (!node) return host;
    return {
      ...host,
      services: serviceRules(plan, mode, services, node),
      sysctls: { ...host.sysctls, ...bridgeSysctls },
    };
  };
  return {
    ...datapath,
    hosts: datapath.hosts.map(served),
    services: services.map(targetOf),
    names: plannedNames(services),
    control: { apiServer: plan.apiEndpoint.port, kubelet: kubeletPort },
  };
}

function targetOf({ name, clusterIp, ports, endpoints, local }: PlannedService): ServiceTarget {
  return {
    id: `service:${name}`,
    address: clusterIp,
    ports: Object.fromEntries(ports.map(({ protocol, port, nodePort }) => [protocol, { port, nodePort }])),
    endpoints: endpoints.map(({ id }) => id),
    ...(local && { local }),
  };
}
