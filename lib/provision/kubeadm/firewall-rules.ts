/** A cluster's firewall rules as data: from the CNI's and Kubernetes' traffic, one rule for each, and nothing else. */
import type { NodeTraffic } from '../../cni';
import { type Cidr, ipv4Of } from '../../net';
import type { MachineCluster } from '../machine-cluster';
import { type ClusterTraffic, kubeadmTraffic } from './traffic';

/** `nodes` has every node as a member, `control-plane` the control planes too, `api-balancer` the load balancer. */
export type FirewallGroup = 'nodes' | 'control-plane' | 'api-balancer';

/** One rule: what may pass between a group's members and a peer. Everything else is refused. */
export interface FirewallRule {
  /** Unique, and the same for as long as the rule is: it is part of Terraform's state. */
  readonly id: string;
  readonly direction: 'ingress' | 'egress';
  /** The group whose members the rule protects. */
  readonly group: FirewallGroup;
  /** Members of a group, or a range of addresses. */
  readonly peer: { readonly group: FirewallGroup } | { readonly cidr: Cidr | 'anywhere' };
  readonly protocol: NodeTraffic['protocol'];
  readonly ports?: NodeTraffic['ports'];
  readonly purpose: string;
}

/** Every rule of the cluster. In: what nodes send each other. Out: to each other, and the web's ports to fetch images. */
export function firewallRules(cluster: MachineCluster): FirewallRule[] {
  const { plan, choice, deployment } = cluster;
  const balanced = plan.nodes.filter(({ role }) => role === 'control-plane').length > 1;
  const between = deployment
    .nodeTraffic(plan, choice)
    .map((traffic): ClusterTraffic => ({ ...traffic, from: 'node', to: 'node' }));
  const rules = [
    ...[...kubeadmTraffic(plan), ...between].flatMap((traffic) => ingress(traffic, ipv4Of(plan.podCidr))),
    ...egress(between, ipv4Of(plan.podCidr)),
    ...(balanced ? balancer(plan.apiEndpoint.port) : []),
  ];
  return merged(rules);
}

function ingress(traffic: ClusterTraffic, podCidr: Cidr): Omit<FirewallRule, 'id'>[] {
  const { protocol, ports, purpose } = traffic;
  const rule = { direction: 'ingress', group: groupOf(traffic.to), protocol, ports, purpose } as const;
  const fromNodes = { ...rule, peer: { group: groupOf(traffic.from) } };
  // A group stands for its members' own addresses. Packets that carry a pod's address need a rule with its range.
  return protocol === 'all' ? [fromNodes, { ...rule, peer: { cidr: podCidr } }] : [fromNodes];
}

function egress(between: readonly NodeTraffic[], podCidr: Cidr): Omit<FirewallRule, 'id'>[] {
  const out = { direction: 'egress', group: 'nodes' } as const;
  const web = (port: number, purpose: string) =>
    ({
      ...out,
      peer: { cidr: 'anywhere' },
      protocol: 'tcp',
      ports: { from: port, to: port },
      purpose,
    }) as const;
  return [
    { ...out, peer: { group: 'nodes' }, protocol: 'all', purpose: 'everything to other nodes' },
    ...between
      .filter(({ protocol }) => protocol === 'all')
      .map(({ purpose }) => ({ ...out, peer: { cidr: podCidr }, protocol: 'all', purpose }) as const),
    web(443, 'images, charts, packages, the bucket and sessions'),
    web(80, "the distribution's package mirror"),
  ];
}

function balancer(port: number): Omit<FirewallRule, 'id'>[] {
  const api = { protocol: 'tcp', ports: { from: port, to: port }, purpose: 'Kubernetes API' } as const;
  return [
    { ...api, direction: 'egress', group: 'nodes', peer: { group: 'api-balancer' } },
    { ...api, direction: 'ingress', group: 'api-balancer', peer: { group: 'nodes' } },
    { ...api, direction: 'egress', group: 'api-balancer', peer: { group: 'control-plane' } },
    { ...api, direction: 'ingress', group: 'control-plane', peer: { group: 'api-balancer' } },
  ];
}

const groupOf = (end: ClusterTraffic['from']): FirewallGroup =>
  end === 'control-plane' ? 'control-plane' : 'nodes';

/** Clouds refuse a rule that is there already (EC2: InvalidPermission.Duplicate), so traffic that two parts ask for becomes one rule with both purposes. */
function merged(rules: readonly Omit<FirewallRule, 'id'>[]): FirewallRule[] {
  const byId = new Map<string, FirewallRule>();
  for (const rule of rules) {
    const id = idOf(rule);
    const same = byId.get(id);
    byId.set(id, same ? { ...same, purpose: `${same.purpose}; ${rule.purpose}` } : { ...rule, id });
  }
  return [...byId.values()];
}

/** `nodes-from-control-plane-tcp-10250` */
function idOf({ direction, group, peer, protocol, ports }: Omit<FirewallRule, 'id'>): string {
  const other = 'group' in peer ? peer.group : `${peer.cidr}`.replace('/', '-');
  const range = ports && (ports.from === ports.to ? `${ports.from}` : `${ports.from}-${ports.to}`);
  return [group, direction === 'ingress' ? 'from' : 'to', other, protocol, range].filter(Boolean).join('-');
}
