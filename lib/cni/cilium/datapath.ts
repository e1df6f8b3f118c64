/**
 * What stands in for Cilium's eBPF programs in a lab:
 *   cil_from_container, cil_to_container   a route to each pod's address by its cable (Cilium: endpointRoutes)
 *   cil_to_overlay and the tunnel map      routes that name the tunnel's end (`encap ip`), and permanent neighbours
 *   cil_from_netdev, cil_to_netdev         direct node routes, which Cilium programs itself (autoDirectNodeRoutes) for
 *                                          nodes of its subnet; the others' pods are left to the default router
 *   WireGuard's steering                   a routing rule for the pods' packets, and routes by cilium_wg0
 * Not tested here: the programs themselves, socket load balancing, identities and policies, eBPF masquerading, DSR.
 * Read in cilium/cilium pkg/datapath/linux, pkg/mtu and install/kubernetes; vxlan and native run in namespaces.
 */
import type { Datapath, Host } from '../../datapath';
import type { Plan, PlanNode } from '../../plan';
import type { CniChoice, SeenAddresses } from '../cni';
import { type AgentAddress, agentAddress } from '../common/agent-addresses';
import { podEndpoints } from '../common/bridged-pods';
import { networkMtu } from '../common/mtu';
import { hashedName, type PodCables, podCables, podRoutes, routedPods } from '../common/routed-pods';
import { masquerades } from '../common/settings';
import { mergeStates, withState } from '../common/tunnels';
import { assemble } from '../common/underlay';
import { betweenNodes, routeMtu, steering } from './between-nodes';
import { hostDevice, hostPair, ownRoutes, tunnelDevice } from './devices';
import { masqueradeRules } from './masquerade';

/** The kernel state of all nodes and pods. */
export function ciliumDatapath(plan: Plan, choice: CniChoice, seen?: SeenAddresses): Datapath {
  const router = agentAddress(hostDevice, seen);
  return assemble(plan, (node, host) => {
    const pods = podCablesOf(plan, choice, node, router);
    return {
      node: nodeState(plan, choice, node, host, pods, router),
      pods: routedPods(node, pods),
      endpoints: podEndpoints(node),
    };
  });
}

/** Devices keep the underlay's MTU; only routes carry the smaller one (pkg/mtu). */
function podCablesOf(plan: Plan, choice: CniChoice, node: PlanNode, router: AgentAddress): PodCables {
  const mtu = networkMtu(plan, node, choice.mode);
  return {
    linkName: (pod) => hashedName('lxc', pod),
    gateway: (family) => router(node, family),
    // The kernel answers NDP only for a link's own addresses; cil_from_container answers for the router in its place.
    unanswered: plan.families.filter((family) => family === 'ipv6'),
    mtu,
    routeMtu: routeMtu(plan, choice, node) ?? mtu,
    source: (family) => router(node, family),
  };
}

function nodeState(
  plan: Plan,
  choice: CniChoice,
  node: PlanNode,
  host: Host,
  pods: PodCables,
  router: AgentAddress,
): Host {
  const state = mergeStates(plan.families.map((family) => betweenNodes(plan, choice, family, node, router)));
  const own = [
    ...tunnelDevice(plan, choice, node),
    ...hostPair(plan, choice, node, router),
    ...podCables(node, pods),
  ];
  const nat = masquerades(plan)
    ? plan.families.flatMap((family) => masqueradeRules(plan, choice, family, node))
    : [];
  const built = withState(
    host,
    {
      ...state,
      links: [...own, ...state.links],
      routes: [...ownRoutes(plan, node, router), ...podRoutes(node, pods), ...state.routes],
    },
    nat,
  );
  return { ...built, rules: steering(plan, choice, node) };
}
