import { type Route, type RoutingRule, wireguardOverhead } from '../../datapath';
import type { Family } from '../../net';
import { type Plan, type PlanNode, podRangesOf } from '../../plan';
import type { CniChoice } from '../cni';
import { agentInterface } from '../common/agent-addresses';
import { type NodeState, noState, wireguardLink } from '../common/tunnels';
import { type DeviceAddress, deviceMtu, wireguardName } from './devices';
import { calicoSettings } from './encapsulation';

/** Policy routing sends pods' packets to WireGuard before the main table could send them to the tunnel. */
const wireguardTable = 1;

/** Felix' rule has priority 99 and leaves out WireGuard's own packets by a mark; the table has no routes for those anyway. */
export function wireguardRules(plan: Plan, choice: CniChoice): RoutingRule[] {
  return calicoSettings(choice).wireguard
    ? plan.families.map((family) => ({ family, priority: 99, table: wireguardTable }))
    : [];
}

/** The node's WireGuard device, and its routes to the other nodes' pods. */
export function wireguardState(
  plan: Plan,
  family: Family,
  node: PlanNode,
  others: readonly PlanNode[],
  addressOf: DeviceAddress,
): NodeState {
  const name = wireguardName(family);
  const port = family === 'ipv4' ? 51_820 : 51_821;
  const link = wireguardLink(node, others, {
    name,
    port,
    mtu: deviceMtu(plan, node, wireguardOverhead[family]),
    address: agentInterface(addressOf(name)(node, family)),
    over: family,
    allowed: (peer) => podRangesOf(peer, family),
  });
  const routes = others.flatMap((other) =>
    podRangesOf(other, family).map(
      (destination): Route => ({ destination, link: name, table: wireguardTable }),
    ),
  );
  return { ...noState, links: [link], routes };
}
