/**
 * The state that flanneld and its `flannel` plug-in program. Read in flannel-io/flannel pkg/backend/{vxlan,hostgw,
 * wireguard}, pkg/trafficmngr/{iptables,nftables}, and flannel-io/cni-plugin; vxlan and host-gw run in namespaces.
 */
import { type Datapath, type Host, type NatRule, type Route, vxlanOverhead } from '../../datapath';
import { type Address, Cidr, type Family, inFamily } from '../../net';
import { gatewaysOf, type Plan, type PlanNode, shareOf } from '../../plan';
import type { CniChoice } from '../cni';
import { bridgedPods, bridgeLinks, type PodBridge, podEndpoints } from '../common/bridged-pods';
import { networkMtu, podOverhead } from '../common/mtu';
import { masquerades, tunnelPort } from '../common/settings';
import {
  baseAddress,
  byZone,
  directRoutes,
  mergeStates,
  type NodeState,
  noState,
  stableMac,
  type VxlanDevice,
  vxlanState,
  wireguardLink,
  withState,
} from '../common/tunnels';
import { assemble } from '../common/underlay';

/** VNI 1, and Linux' own default port for VXLAN, not IANA's 4789: flannel leaves it unset. */
function vxlanDevice(plan: Plan, { mode }: CniChoice, family: Family, node: PlanNode): VxlanDevice {
  const name = family === 'ipv4' ? 'flannel.1' : 'flannel-v6.1';
  return {
    name,
    vni: 1,
    port: tunnelPort(plan, mode),
    mtu: networkMtu(plan, node, mode) - vxlanOverhead[family],
    mac: stableMac(name),
    address: baseAddress(family),
    end: publicIp(family),
  };
}

/**
 * The address that other nodes' tunnels end at, also those of nodes beside it: what the annotation public-ip-overwrite says
 * (pkg/subnet/kube/kube.go: AcquireLease; vxlan_network.go: AddFDB; wireguard_network.go: addPeer). The node's own device
 * sends from its card's address all the same (vxlan.go: vtepAddr).
 */
const publicIp =
  (family: Family) =>
  ({ address, externalAddress }: PlanNode): Address =>
    (family === 'ipv4' ? externalAddress : undefined) ?? inFamily(address, family);

/** A device a family (pkg/backend/wireguard/wireguard.go: 51820 and 51821). */
const wireguardDevice = (family: Family) =>
  family === 'ipv4' ? { name: 'flannel-wg', port: 51_820 } : { name: 'flannel-wg-v6', port: 51_821 };

/** @see ./index.ts for the modes */
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

/**
 * cni0 and the pods take flannel's one MTU (subnet.env): the underlay's less 50 for VXLAN, whichever the family
 * (pkg/backend/vxlan/vxlan_network.go), less 80 for WireGuard. IPv6 pods of a dual-stack VXLAN therefore rely on path MTU
 * discovery for the last 20 bytes. Pods also get a route to the whole pod network.
 */
function podBridge(plan: Plan, { mode }: CniChoice, node: PlanNode): PodBridge {
  const mtu = networkMtu(plan, node, mode) - podOverhead(plan.families, mode, 'primary');
  const routes = plan.families.map(
    (family): Route => ({
      destination: inFamily(plan.podCidr, family),
      via: inFamily(gatewaysOf(node), family),
      link: 'eth0',
    }),
  );
  return { bridge: 'cni0', mtu, routes };
}

function nodeState(plan: Plan, choice: CniChoice, node: PlanNode, host: Host, pods: PodBridge): Host {
  const state = mergeStates(plan.families.map((family) => between(plan, choice, family, node)));
  const nat = masquerades(plan)
    ? plan.families.flatMap((family) => masqueradeRules(plan, choice, family, node))
    : [];
  return withState(host, { ...state, links: [...state.links, ...bridgeLinks(node, pods)] }, nat);
}

/** How the node reaches the other nodes' pods. */
function between(plan: Plan, choice: CniChoice, family: Family, node: PlanNode): NodeState {
  const { near, far } = byZone(plan, node);
  const device = () => vxlanDevice(plan, choice, family, node);
  switch (choice.mode.name) {
    case 'vxlan':
      return vxlanState(plan, family, node, [...near, ...far], device());
    case 'vxlan-direct': {
      // DirectRouting: the device is there, and only nodes are behind it whose public IP a gateway leads to (pkg/ip/iface.go)
      const [direct, routed] = [near.filter(isOnLink), near.filter((other) => !isOnLink(other))];
      return mergeStates([
        vxlanState(plan, family, node, [...routed, ...far], device()),
        directRoutes(plan, family, direct),
      ]);
    }
    case 'host-gw':
      return directRoutes(plan, family, near);
    default:
      return wireguardState(plan, choice, family, node, [...near, ...far]);
  }
}

const isOnLink = ({ externalAddress }: PlanNode) => externalAddress === undefined;

/** One route to the whole pod network; WireGuard itself knows which peer has which share. */
function wireguardState(
  plan: Plan,
  { mode }: CniChoice,
  family: Family,
  node: PlanNode,
  others: readonly PlanNode[],
): NodeState {
  const { name, port } = wireguardDevice(family);
  const link = wireguardLink(node, others, {
    name,
    port,
    mtu: networkMtu(plan, node, mode) - podOverhead(plan.families, mode, 'primary'), // flannel takes WireGuard's IPv6 overhead for both families
    address: baseAddress(family)(node),
    over: family,
    end: publicIp(family),
    allowed: (peer) => [shareOf(peer, family)],
  });
  return { ...noState, links: [link], routes: [{ destination: inFamily(plan.podCidr, family), link: name }] };
}

/**
 * Chain FLANNEL-POSTRTG in its order (pkg/trafficmngr/iptables); the mark that kube-proxy sets does not occur here. The
 * nftables form differs in one rule: what a node itself sends into the pod network stays as it is.
 */
function masqueradeRules(plan: Plan, { dataPlane }: CniChoice, family: Family, node: PlanNode): NatRule[] {
  const all = inFamily(plan.podCidr, family);
  const own = shareOf(node, family);
  const multicast = Cidr.parse(family === 'ipv4' ? '224.0.0.0/4' : 'ff00::/8');
  const rule = (
    action: 'return' | 'masquerade',
    comment: string,
    source: NatRule['source'],
    destination: NatRule['destination'],
  ): NatRule => ({ family, action, comment, source, destination });
  const inside = [
    rule('return', `-s ${own} -d ${all} -j RETURN`, { ranges: [own] }, { ranges: [all] }),
    rule('return', `-s ${all} -d ${own} -j RETURN`, { ranges: [all] }, { ranges: [own] }),
  ];
  const leaving = rule(
    'masquerade',
    `-s ${all} ! -d ${multicast} -j MASQUERADE --random-fully`,
    { ranges: [all] },
    { ranges: [multicast], not: true },
  );
  if (dataPlane === 'nftables')
    return [
      ...inside,
      rule('return', `saddr != ${own} daddr ${all} return`, { ranges: [own], not: true }, { ranges: [all] }),
      leaving,
    ];
  return [
    ...inside,
    rule('return', `! -s ${all} -d ${own} -j RETURN`, { ranges: [all], not: true }, { ranges: [own] }),
    leaving,
    rule(
      'masquerade',
      `! -s ${all} -d ${all} -j MASQUERADE --random-fully`,
      { ranges: [all], not: true },
      { ranges: [all] },
    ),
  ];
}
