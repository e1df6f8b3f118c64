import { required } from '../../base/required';
import type { InterfaceAddress } from '../../datapath';
import { type Address, addressBits, type Family, inFamily, macOf } from '../../net';
import { addressAt, type PlanNode, podRangesOf } from '../../plan';
import type { SeenAddresses } from '../cni';

/** A device whose address the CNI's agent takes from its node's share by its own address management. */
export interface AgentDevice {
  readonly name: string;
  /** Place among the agent's devices of a node, so that no two take the same address. */
  readonly place: number;
}

/** The address of that device on a node. */
export type AgentAddress = (node: PlanNode, family: Family) => Address;

/** As the cluster says; where there is none to ask, as a lab's stand-in for the agent chooses. */
export function agentAddress({ name, place }: AgentDevice, seen?: SeenAddresses): AgentAddress {
  const known = { ipv4: new Map<PlanNode, Address>(), ipv6: new Map<PlanNode, Address>() };
  return (node, family) => {
    const address = known[family].get(node) ?? seen?.(node.name, name, family) ?? chosen(node, family, place);
    known[family].set(node, address); // every node asks for every other one's
    return address;
  };
}

/** The same as a link has it. */
export function agentInterface(address: Address): InterfaceAddress {
  return { address, prefix: addressBits(address.family), chosen: true };
}

/**
 * An address that no rule gives away: in the upper half of the share or first block, away from pods, which count from its start. Agents
 * pick likewise (seen of Cilium: .102, .173 and .189; of Calico in IPv6: hashed blocks). Where none is free, the two that
 * no pod gets.
 */
function chosen(node: PlanNode, family: Family, place: number): Address {
  const { name, pods } = node;
  const ranges = podRangesOf(node, family);
  const share = required(ranges[0], `range for the pods of ${name}`);
  const half = share.size / 2n;
  const room = half - 1n; // the last one is IPv4's broadcast address
  const taken = new Set(pods.map(({ address }) => inFamily(address, family).value));
  const start = BigInt(`0x${macOf(name, 'agent').replaceAll(':', '')}`);
  for (let i = 0n, free = 0; i < room && i <= BigInt(pods.length + place); i++) {
    const address = share.at(half + ((start + i) % room));
    if (!taken.has(address.value) && free++ === place) return address;
  }
  return addressAt(ranges, place === 0 ? 1 : 0);
}
