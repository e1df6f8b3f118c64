/** The devices that Cilium's agent makes on every node, and the node's routes to its own share. */
import type { FlowTunnelLink, Route, VethLink } from '../../datapath';
import { type Plan, type PlanNode, podRangesOf } from '../../plan';
import type { CniChoice } from '../cni';
import { type AgentAddress, agentInterface } from '../common/agent-addresses';
import { networkMtu } from '../common/mtu';
import { tunnelPort } from '../common/settings';
import { stableMac } from '../common/tunnels';
import { cable, single } from '../common/wiring';

/** The flow-based tunnel device of each mode that has one. */
export const tunnels: Readonly<Record<string, Pick<FlowTunnelLink, 'type' | 'name'>>> = {
  vxlan: { type: 'vxlan-flow', name: 'cilium_vxlan' },
  geneve: { type: 'geneve-flow', name: 'cilium_geneve' },
};

/** cilium_host has the address that pods take for their router: CiliumInternalIP of CiliumNode, which the agent picks. */
export const hostDevice = { name: 'cilium_host', place: 0 };

/** cilium_host has the router's address, cilium_net is its other end; neither resolves neighbours. */
export function hostPair(plan: Plan, { mode }: CniChoice, node: PlanNode, router: AgentAddress): VethLink[] {
  const end = (name: string, peer: string): VethLink => ({
    ...cable(node.name, name, node.name, peer, networkMtu(plan, node, mode)),
    arp: false,
  });
  const addresses = plan.families.map((family) => agentInterface(router(node, family)));
  return [{ ...end(hostDevice.name, 'cilium_net'), addresses }, end('cilium_net', hostDevice.name)];
}

/** IPv6 takes no next hop that is the host's own address; IPv4 does, and Cilium uses it. */
export function ownRoutes(plan: Plan, node: PlanNode, router: AgentAddress): Route[] {
  return plan.families.flatMap((family): Route[] => {
    const own = router(node, family);
    const whole = podRangesOf(node, family).map((destination) => ({
      destination,
      link: hostDevice.name,
      source: own,
      protocol: 'kernel',
      ...(family === 'ipv4' && { via: own }),
    }));
    return [{ destination: single(own), link: hostDevice.name, protocol: 'kernel' }, ...whole];
  });
}

/** The tunnel device of the mode, where it has one. */
export function tunnelDevice(plan: Plan, { mode }: CniChoice, node: PlanNode): FlowTunnelLink[] {
  const tunnel = tunnels[mode.name];
  if (!tunnel) return [];
  const mtu = networkMtu(plan, node, mode);
  return [{ ...tunnel, port: tunnelPort(plan, mode), mac: stableMac(tunnel.name)(node), mtu, addresses: [] }];
}
