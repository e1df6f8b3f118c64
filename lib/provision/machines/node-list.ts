/** The nodes that a list of machines says, with the addresses that they have. */
import { Address, AddressError } from '../../net';
import {
  areGiven,
  type GivenNode,
  givenAddress,
  givenZone,
  type NodeList,
  type Problem,
  refuse,
  specFamilies,
} from '../../plan';
import type { MachinesSpec, MachinesTestbedSpec } from './spec';

type Host = MachinesSpec['hosts'][number];

/**
 * The machines as a list of nodes. One that says nothing of nodes is one all the same where ssh goes to each machine's own
 * address in a zone's network, and the spec has no other list.
 * @throws SpecError where the machines are in a file that nobody has read
 */
export function nodeList(spec: MachinesTestbedSpec): NodeList | undefined {
  const { hosts, inventory } = spec.machines;
  if (inventory !== undefined) refuse([unread(inventory)]);
  const nodes = hosts.map((host) => nodeOf(spec, host));
  const isList = areGiven(hosts.map(saidOf)) || (!areGiven(spec.nodes) && haveTheirOwn(spec, nodes));
  const names = { address: 'nodeAddress', addressIPv6: 'nodeAddressIPv6' };
  return isList ? { field: 'machines.hosts', nodes, names } : undefined;
}

/** Where specs are read from files, the machines are, too; here is a program's spec, which is not. */
function unread(inventory: string): Problem {
  return {
    code: 'machines/unread-inventory',
    field: 'machines.inventory',
    value: `"${inventory}"`,
    rule: 'an inventory is read together with the file of a spec, and this spec is from none',
    remedy: 'Read the spec by readSpecFile, or list the machines under machines.hosts',
  };
}

function saidOf({ name, role, zone, nodeAddress: address, nodeAddressIPv6: addressIPv6 }: Host): GivenNode {
  return { name, role, zone, address, addressIPv6 };
}

/** What is said of it; where nothing says its address, the one that ssh goes to is its own if it is in a zone's network. */
function nodeOf(spec: MachinesTestbedSpec, host: Host): GivenNode {
  const said = saidOf(host);
  const reached = addressIn(host.ssh.host);
  if (!reached) return said;
  const { family } = reached;
  const field = family === 'ipv4' ? 'address' : 'addressIPv6';
  const other = spec.nodes.find(({ name }) => name === host.name);
  const isSaid = [said, other].some((node) => node && givenAddress(node, family) !== undefined);
  if (isSaid || givenZone(spec, { name: host.name, [field]: reached }) < 0) return said;
  return { ...said, [field]: reached };
}

function addressIn(text: string): Address | undefined {
  try {
    return Address.parse(text);
  } catch (error) {
    if (error instanceof AddressError) return undefined; // a name, or an alias
    throw error;
  }
}

/** Whether each has an address of every family in use that no other one has: several behind one address have others. */
function haveTheirOwn(spec: MachinesTestbedSpec, nodes: readonly GivenNode[]): boolean {
  return specFamilies(spec).every((family) => {
    const own = nodes.flatMap((node) => givenAddress(node, family) ?? []).map(String);
    return own.length > 0 && new Set(own).size === nodes.length;
  });
}
