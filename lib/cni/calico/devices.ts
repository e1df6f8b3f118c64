import { required } from '../../base/required';
import type { Cidr, Family } from '../../net';
import type { Plan, PlanNode } from '../../plan';
import type { SeenAddresses } from '../cni';
import { type AgentAddress, agentAddress, agentInterface } from '../common/agent-addresses';
import { cardMtu } from '../common/mtu';
import type { VxlanDevice } from '../common/tunnels';
import { tunnelMac } from './names';

/** Devices of a node whose addresses Calico's own address management hands out like pods'. */
export const vxlanName = (family: Family) => (family === 'ipv4' ? 'vxlan.calico' : 'vxlan-v6.calico');
/** Name of the family's WireGuard device. */
export const wireguardName = (family: Family) => (family === 'ipv4' ? 'wireguard.cali' : 'wg-v6.cali');
/** Name of the IP-in-IP device, the kernel module's own. */
export const ipipName = 'tunl0';

/** The ranges of a node's pods that others route to it. */
export type BlocksOf = (node: PlanNode, family: Family) => readonly Cidr[];

/** MTU of a device that adds as much to packets; a setting is the pods' MTU and every device's (operator render/node.go). */
export function deviceMtu(plan: Plan, node: PlanNode, overhead: number): number {
  return plan.cniSettings?.podMtu ?? cardMtu(plan, node) - overhead;
}

/** The address of such a device on a node; of the two that a node may have, the tunnel's is the one with place 0. */
export type DeviceAddress = (name: string) => AgentAddress;

/** The addresses of Calico's devices: those that a cluster has, else those that a stand-in chooses. */
export function deviceAddresses(seen?: SeenAddresses): DeviceAddress {
  const families = ['ipv4', 'ipv6'] as const;
  const tunnels = [...families.map(vxlanName), ipipName];
  const made = (names: readonly string[], place: number) =>
    names.map((name) => [name, agentAddress({ name, place }, seen)] as const);
  const known = new Map([...made(tunnels, 0), ...made(families.map(wireguardName), 1)]);
  return (name) => required(known.get(name), `device ${name}`);
}

/** VNI 4096 (felix/config). Felix gives its routes the device's MTU too (seen on nodes). */
export const vxlanDevice = (
  family: Family,
  port: number,
  mtu: number,
  addressOf: DeviceAddress,
  blocks: BlocksOf,
): VxlanDevice => ({
  name: vxlanName(family),
  vni: 4096,
  port,
  mtu,
  mac: tunnelMac(family),
  address: (node) => agentInterface(addressOf(vxlanName(family))(node, family)),
  blocks: (node) => blocks(node, family),
  routes: { mtu },
});
