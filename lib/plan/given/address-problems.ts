/** The addresses of a list of nodes: one for each node and family in use, inside of its zone's network, and nobody else's. */
import { named } from '../../base/lists';
import { type Address, type Cidr, type Family, familyName } from '../../net';
import type { PlainProblemCode, Problem } from '../problem';
import { specFamilies, twinOf } from '../spec-families';
import { specRanges } from '../spec-ranges';
import type { TestbedSpec } from '../testbed-spec';
import { givenAddress } from './given-node';
import { givenZone } from './given-zone';

/** Addresses that are missing, are twice, lie in no zone, or are not for nodes. */
export function addressProblems(spec: TestbedSpec): Problem[] {
  return specFamilies(spec).flatMap((family) => {
    const first = new Map<string, number>();
    return spec.nodes.flatMap((node, i): Problem[] => {
      const address = givenAddress(node, family);
      if (address === undefined) return [missing(spec, family, i)];
      const owner = first.get(`${address}`);
      if (owner !== undefined) return [twice(spec, address, i, owner)];
      first.set(`${address}`, i);
      return placeProblems(spec, address, i).map((problem) => ({ ...problem, restsOn: ['zones'] }));
    });
  });
}

const fieldOf = (family: Family, i: number) => `nodes[${i}].address${twinOf(family)}`;

function missing({ nodes, ipFamily }: TestbedSpec, family: Family, i: number): Problem {
  return {
    code: 'nodes/no-address',
    field: fieldOf(family, i),
    value: 'missing',
    rule: `${nodes[i]?.name} has no ${familyName(family)} address, and in a list of nodes each has its own`,
    remedy: 'Add the one that it has, as `ip address` shows it there',
    ...(ipFamily !== 'ipv4' && { restsOn: ['ipFamily'] }),
  };
}

function wrong(
  code: PlainProblemCode,
  address: Address,
  i: number,
  [rule, remedy]: readonly [rule: string, remedy: string],
): Problem {
  return { code, field: fieldOf(address.family, i), value: `"${address}"`, rule, remedy };
}

function twice({ nodes }: TestbedSpec, address: Address, i: number, owner: number): Problem {
  return wrong('nodes/address-twice', address, i, [
    `${nodes[owner]?.name} has it too`,
    'Give each node the address that it has',
  ]);
}

function placeProblems(spec: TestbedSpec, address: Address, i: number): Problem[] {
  const node = spec.nodes[i];
  const zone = node && spec.zones[givenZone(spec, node)];
  if (!zone) return node?.zone === undefined ? [inNoZone(spec, address, i)] : []; // a zone that there is not is said
  const cidr = zone[`nodeCidr${twinOf(address.family)}`];
  if (!cidr.contains(address))
    return [
      wrong('nodes/outside-zone', address, i, [
        `it is not in the network of zone ${zone.name} (${cidr})`,
        'Correct it, or the zone, or the network of the zone',
      ]),
    ];
  const taken = takenBy(cidr, address);
  return taken === undefined
    ? []
    : [
        wrong('nodes/not-for-nodes', address, i, [
          `it is ${taken} of zone ${zone.name} (${cidr})`,
          'Use another address of the network, or correct the network',
        ]),
      ];
}

function inNoZone(spec: TestbedSpec, address: Address, i: number): Problem {
  const networks = spec.zones.map((zone) => `${zone[`nodeCidr${twinOf(address.family)}`]}`);
  const other = otherRange(spec, address);
  return wrong('nodes/outside-zone', address, i, [
    `it is in no zone's network (${named(networks)})${other ? `, but in ${other.field} (${other.cidr})` : ''}`,
    `Correct it, or add the network of the card that has it to zones${other ? `, and move ${other.field}` : ''}`,
  ]);
}

/** The range that it is in, of whoever else has addresses of it. */
const otherRange = (spec: TestbedSpec, address: Address) =>
  specRanges(spec).find(({ cidr }) => cidr.contains(address));

/** What the address is for, where that is no node: the zone's router has the first one. */
function takenBy(cidr: Cidr, address: Address): string | undefined {
  if (address.equals(cidr.at(0))) return 'the network address';
  if (address.equals(cidr.at(1))) return "the gateway's address";
  return address.family === 'ipv4' && address.equals(cidr.at(-1)) ? 'the broadcast address' : undefined;
}
