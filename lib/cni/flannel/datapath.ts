/**
 * The state that flanneld and its `flannel` plug-in program. Read in flannel-io/flannel pkg/backend/{vxlan,hostgw},
 * pkg/trafficmngr/iptables, and flannel-io/cni-plugin; run in namespaces.
 */
import {
  type Datapath,
  type ForwardingEntry,
  type Host,
  type NatRule,
  type Neighbour,
  type Route,
  type VxlanLink,
  vxlanOverhead,
} from '../../datapath';
import { Cidr, type Family, macOf } from '../../net';
import type { Plan, PlanNode } from '../../plan';
import type { CniChoice } from '../cni';
import { bridgedPods, bridgeLinks, type PodBridge, podEndpoints } from '../common/bridged-pods';
import { assemble, single, uplink } from '../common/underlay';

const device: Readonly<Record<Family, string>> = { ipv4: 'flannel.1', ipv6: 'flannel-v6.1' };
const vni = 1;
/** Linux' own default for VXLAN, not IANA's 4789: flannel leaves it unset. */
const vxlanPort = 8472;

/** @see CniMode names in ./index.ts */
export function flannelDatapath(plan: Plan, choice: CniChoice): Datapath {
  return assemble(plan, (node, host) => {
    const pods = podBridge(plan, choice, node);
    return {
      node: nodeState(plan, choice, node, host, pods),
      pods: bridgedPods(node, pods),
      endpoints: podEndpoints(node),
    };
  });
}

/** cni0 and the pods take the smallest MTU of the families in use; pods also get a route to the whole pod network. */
function podBridge(plan: Plan, { mode }: CniChoice, node: PlanNode): PodBridge {
  const mtu = Math.min(...plan.families.map((family) => plan.underlayMtu - mode.overhead[family]!));
  const routes = plan.families.map(
    (family): Route => ({ destination: plan.podCidr[family]!, via: node.podGateway[family]!, link: 'eth0' }),
  );
  return { bridge: 'cni0', mtu, routes };
}

function nodeState(plan: Plan, { mode }: CniChoice, node: PlanNode, host: Host, pods: PodBridge): Host {
  const others = plan.nodes.filter((other) => other !== node);
  const tunnel = plan.families.map((family) =>
    mode.name === 'vxlan' ? tunnelState(plan, family, node, others) : directState(family, others),
  );
  return {
    ...host,
    links: [...host.links, ...tunnel.flatMap(({ links }) => links), ...bridgeLinks(node, pods)],
    routes: [...host.routes, ...tunnel.flatMap(({ routes }) => routes)],
    neighbours: [...host.neighbours, ...tunnel.flatMap(({ neighbours }) => neighbours)],
    forwarding: tunnel.flatMap(({ forwarding }) => forwarding),
    nat: plan.families.flatMap((family) => masqueradeRules(plan, family, node)),
  };
}

interface FamilyState {
  readonly links: readonly VxlanLink[];
  readonly routes: readonly Route[];
  readonly neighbours: readonly Neighbour[];
  readonly forwarding: readonly ForwardingEntry[];
}

/** One route, neighbour and forwarding entry for each other node; nothing is learned. */
function tunnelState(plan: Plan, family: Family, node: PlanNode, others: readonly PlanNode[]): FamilyState {
  const name = device[family];
  const gateway = (other: PlanNode) => other.podCidr[family]!.at(0);
  const link: VxlanLink = {
    type: 'vxlan',
    name,
    mac: macOf(node.name, name),
    mtu: plan.underlayMtu - vxlanOverhead[family],
    vni,
    port: vxlanPort,
    local: node.address[family]!,
    underlay: uplink,
    addresses: [{ address: gateway(node), prefix: single(gateway(node)).prefix }],
  };
  return {
    links: [link],
    routes: others.map((other) => ({
      destination: other.podCidr[family]!,
      via: gateway(other),
      link: name,
      onlink: true,
    })),
    neighbours: others.map((other) => ({
      link: name,
      address: gateway(other),
      mac: macOf(other.name, name),
    })),
    forwarding: others.map((other) => ({
      link: name,
      mac: macOf(other.name, name),
      destination: other.address[family]!,
    })),
  };
}

function directState(family: Family, others: readonly PlanNode[]): FamilyState {
  const routes = others.map(
    (other): Route => ({ destination: other.podCidr[family]!, via: other.address[family]!, link: uplink }),
  );
  return { links: [], routes, neighbours: [], forwarding: [] };
}

/** Chain FLANNEL-POSTRTG in its order (pkg/trafficmngr/iptables); the mark that kube-proxy sets does not occur here. */
function masqueradeRules(plan: Plan, family: Family, node: PlanNode): NatRule[] {
  const all = plan.podCidr[family]!;
  const own = node.podCidr[family]!;
  const multicast = Cidr.parse(family === 'ipv4' ? '224.0.0.0/4' : 'ff00::/8');
  const rule = (
    action: NatRule['action'],
    comment: string,
    source: NatRule['source'],
    destination: NatRule['destination'],
  ): NatRule => ({ family, action, comment, source, destination });
  return [
    rule('return', `-s ${own} -d ${all} -j RETURN`, { cidr: own }, { cidr: all }),
    rule('return', `-s ${all} -d ${own} -j RETURN`, { cidr: all }, { cidr: own }),
    rule('return', `! -s ${all} -d ${own} -j RETURN`, { cidr: all, not: true }, { cidr: own }),
    rule(
      'masquerade',
      `-s ${all} ! -d ${multicast} -j MASQUERADE --random-fully`,
      { cidr: all },
      { cidr: multicast, not: true },
    ),
    rule(
      'masquerade',
      `! -s ${all} -d ${all} -j MASQUERADE --random-fully`,
      { cidr: all, not: true },
      { cidr: all },
    ),
  ];
}
