import { type IpipLink, ipipOverhead, type Route } from '../../datapath';
import { type Family, inFamily, macOf } from '../../net';
import { type Plan, type PlanNode, podRangesOf } from '../../plan';
import { agentInterface } from '../common/agent-addresses';
import { type NodeState, noState } from '../common/tunnels';
import { birdMetric } from './bgp';
import { type DeviceAddress, deviceMtu, ipipName } from './devices';

/** tunl0 is the module's own device; each route's next hop is where its packets end. */
export function ipipState(
  plan: Plan,
  family: Family,
  node: PlanNode,
  others: readonly PlanNode[],
  addressOf: DeviceAddress,
): NodeState {
  const link: IpipLink = {
    type: 'ipip',
    name: ipipName,
    mac: macOf(node.name, ipipName),
    mtu: deviceMtu(plan, node, ipipOverhead[family]),
    local: inFamily(node.address, family),
    addresses: [agentInterface(addressOf(ipipName)(node, family))],
  };
  const routes = others.flatMap((other) =>
    podRangesOf(other, family).map(
      (destination): Route => ({
        destination,
        via: inFamily(other.address, family),
        link: ipipName,
        onlink: true,
        protocol: 'bird',
        metric: birdMetric,
      }),
    ),
  );
  return { ...noState, links: [link], routes };
}
