/** How Cilium's nodes reach one another's pods: through a tunnel, by WireGuard, or by plain routes. */
import type { Route, RoutingRule } from '../../datapath';
import { type Family, primary } from '../../net';
import { type Plan, type PlanNode, podRangesOf } from '../../plan';
import type { CniChoice } from '../cni';
import type { AgentAddress } from '../common/agent-addresses';
import { networkMtu, podOverhead } from '../common/mtu';
import { byZone, directRoutes, type NodeState, noState, stableMac, wireguardLink } from '../common/tunnels';
import { tunnels } from './devices';

const wireguard = { name: 'cilium_wg0', port: 51_871, table: 201 };

/** MTU of routes to other nodes' pods, in bytes; undefined where nothing is added to packets. */
export function routeMtu(plan: Plan, { mode }: CniChoice, node: PlanNode): number | undefined {
  const added = podOverhead(plan.families, mode, 'primary');
  return added === 0 ? undefined : networkMtu(plan, node, mode) - added;
}

/** How the node reaches the other nodes' pods. */
export function betweenNodes(
  plan: Plan,
  choice: CniChoice,
  family: Family,
  node: PlanNode,
  router: AgentAddress,
): NodeState {
  const others = plan.nodes.filter((other) => other !== node);
  const tunnel = tunnels[choice.mode.name];
  if (tunnel) return tunnelState(plan, choice, family, node, others, tunnel.name, router);
  return choice.mode.name === 'native'
    ? directRoutes(plan, family, byZone(plan, node).near, { protocol: 'kernel' })
    : wireguardState(plan, choice, family, node, others);
}

/** The header's number is an identity in Cilium; the lab numbers the nodes. */
function tunnelState(
  plan: Plan,
  choice: CniChoice,
  family: Family,
  node: PlanNode,
  others: readonly PlanNode[],
  device: string,
  router: AgentAddress,
): NodeState {
  const routes = others.flatMap((other) =>
    podRangesOf(other, family).map(
      (destination): Route => ({
        destination,
        encap: { id: plan.nodes.indexOf(other) + 1, destination: primary(other.address) },
        via: router(other, family),
        link: device,
        onlink: true,
        source: router(node, family),
        mtu: routeMtu(plan, choice, node),
      }),
    ),
  );
  // Without a next hop and its neighbour entry the kernel loses every packet; each end needs a MAC of its own.
  const neighbours = others.map((other) => ({
    link: device,
    address: router(other, family),
    mac: stableMac(device)(other),
  }));
  return { ...noState, routes, neighbours };
}

/**
 * One device for both families, over IPv4. Only pods' packets are encrypted (nodeEncryption is off): they are steered by
 * their source; what the nodes themselves send goes straight.
 */
function wireguardState(
  plan: Plan,
  choice: CniChoice,
  family: Family,
  node: PlanNode,
  others: readonly PlanNode[],
): NodeState {
  const { name, port, table } = wireguard;
  const mtu = networkMtu(plan, node, choice.mode) - podOverhead(plan.families, choice.mode, 'primary');
  const link = wireguardLink(node, others, {
    name,
    port,
    mtu,
    over: 'ipv4',
    allowed: (peer) => plan.families.flatMap((each) => podRangesOf(peer, each)),
  });
  const encrypted = others.flatMap((other) =>
    podRangesOf(other, family).map((destination): Route => ({ destination, link: name, mtu, table })),
  );
  const { routes } = directRoutes(plan, family, byZone(plan, node).near, { protocol: 'kernel', mtu });
  return { ...noState, links: family === 'ipv4' ? [link] : [], routes: [...routes, ...encrypted] };
}

/** The routing rules that send pods' packets to WireGuard. */
export function steering(plan: Plan, { mode }: CniChoice, node: PlanNode): RoutingRule[] {
  if (mode.name !== 'wireguard') return [];
  return plan.families.flatMap((family) =>
    podRangesOf(node, family).map((from) => ({
      family,
      priority: wireguard.table,
      table: wireguard.table,
      from,
    })),
  );
}
