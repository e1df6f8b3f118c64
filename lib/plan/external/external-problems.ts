/** What external addresses must be for a plan: each node's own, in no range of the cluster's, and for all nodes of a zone. */
import { named } from '../../base/lists';
import type { Address } from '../../net';
import { takenByNat } from '../cards/spec-cards';
import { nodePositions } from '../node-position';
import type { PlainProblemCode, Problem } from '../problem';
import { specRanges } from '../spec-ranges';
import { classE, takenByDefault } from '../special-ranges';
import type { TestbedSpec } from '../testbed-spec';
import { externalAddresses } from './behind-nat';

/** Every problem of external addresses, whichever CNI there is; of a spec without any, none. */
export function externalProblems(spec: TestbedSpec): Problem[] {
  const external = externalAddresses(spec);
  if (external.size === 0) return [];
  return [
    ...spec.nodes.flatMap(({ externalAddress }, i) =>
      externalAddress ? addressProblems(spec, externalAddress, i) : [],
    ),
    ...zoneProblems(spec, external),
    ...surroundings(spec),
  ];
}

function problem(
  code: PlainProblemCode,
  [field, value]: readonly [field: string, value: string],
  rule: string,
  remedy: string,
  restsOn: readonly string[] = ['nodes'],
): Problem {
  return { code, field, value, rule, remedy, restsOn };
}

function addressProblems(spec: TestbedSpec, address: Address, i: number): Problem[] {
  const at = [`nodes[${i}].externalAddress`, `"${address}"`] as const;
  const first = spec.nodes.findIndex(({ externalAddress }) => externalAddress?.equals(address));
  if (first < i)
    return [
      problem(
        'nodes/external-twice',
        at,
        `${spec.nodes[first]?.name} has it too, and a 1:1 NAT gives an address to one node`,
        'Give each node the address that its NAT gives it',
      ),
    ];
  const taken = takenBy(spec, address);
  if (taken === undefined) return [];
  return [
    problem(
      'nodes/external-taken',
      at,
      `it is in ${taken}, and others must reach the node by it from outside`,
      'Use the address that the NAT gives the node, or leave it out',
      ['zones', 'podCidr', 'serviceCidr', 'reserved'],
    ),
  ];
}

/** The range that has the address, of the cluster or of somebody else. */
function takenBy(spec: TestbedSpec, address: Address): string | undefined {
  const ranges = [
    ...specRanges(spec).map(({ field, cidr }) => ({ cidr, by: field })),
    ...spec.reserved.map(({ name, cidr }) => ({ cidr, by: `reserved range ${name}` })),
    ...[...takenByDefault, ...takenByNat(spec), { cidr: classE, by: 'class E, reserved for future use' }],
  ];
  const found = ranges.find(({ cidr }) => cidr.contains(address));
  return found && `${found.cidr} (${found.by})`;
}

/** A NAT stands in front of a whole zone: a node without an external address would be cut off behind it. */
function zoneProblems(spec: TestbedSpec, external: ReadonlyMap<string, Address>): Problem[] {
  const positions = nodePositions(spec);
  return spec.zones.flatMap(({ name: zone, layer2 }, i): Problem[] => {
    const nodes = positions.filter((position) => position.zone === i).map(({ name }) => name);
    const behind = nodes.filter((name) => external.has(name));
    const without = nodes.filter((name) => !external.has(name));
    if (behind.length === 0) return [];
    return [
      ...(without.length === 0 ? [] : [cutOff(zone, behind, without)]),
      ...(layer2 ? [] : [withoutLayer2(zone, i)]),
    ];
  });
}

const cutOff = (zone: string, behind: readonly string[], without: readonly string[]) =>
  problem(
    'nodes/external-missing',
    ['nodes', `zone ${zone}: ${inShort(without)} without externalAddress`],
    `${inShort(behind)} of the same zone ${behind.length === 1 ? 'has one' : 'have one'}, so a 1:1 NAT is in front of zone ${zone}, which passes nothing from or to a node without an external address`,
    'Give every node of the zone one, or put those behind the NAT into a zone of their own',
    ['zones', 'controlPlanes', 'workers'],
  );

const withoutLayer2 = (zone: string, i: number) =>
  problem(
    'nodes/external-layer-2',
    [`zones[${i}].layer2`, 'false'],
    `the gateway of zone ${zone} is a NAT (its nodes have external addresses), and what its nodes send one another would pass it here`,
    'Leave it out, or leave externalAddress out where the private network routes between the nodes',
  );

/** Names that one reads: of many the first ones. */
const inShort = (names: readonly string[]) =>
  names.length <= 4 ? named(names) : `${named(names.slice(0, 3), ', ')} and ${names.length - 3} more`;

/** What a lab's NAT does not carry, or what would pass it by. */
function surroundings({ ipFamily, cards, podRoutes, services, zones }: TestbedSpec): Problem[] {
  return [
    ...(ipFamily === 'ipv4'
      ? []
      : [
          problem(
            'nodes/external-family',
            ['ipFamily', `"${ipFamily}"`],
            'the NAT in front of nodes with external addresses translates IPv4 alone here',
            'Use ipv4, or leave externalAddress out',
          ),
        ]),
    ...(cards.length === 0
      ? []
      : [
          problem(
            'nodes/external-cards',
            ['cards', cards.map(({ name }) => name).join(', ')],
            'nodes with external addresses have one card here, whose gateway is the NAT',
            'Leave cards out, or leave externalAddress out',
          ),
        ]),
    ...(podRoutes
      ? [
          problem(
            'nodes/external-pod-routes',
            ['podRoutes', 'true'],
            'the router between the zones does not reach nodes behind NAT by the addresses that its routes to their pods name',
            'Leave podRoutes out, or leave externalAddress out',
          ),
        ]
      : []),
    ...(services && zones.length > 1
      ? [
          problem(
            'nodes/external-services',
            ['services', 'true'],
            "a lab's Services ask for the API server, kubelets and NodePorts at the nodes' own addresses, which nodes of other zones do not reach through the NAT",
            'Leave services out, or use one zone',
            ['nodes', 'zones'],
          ),
        ]
      : []),
  ];
}
