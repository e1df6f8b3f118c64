/** What a spec's cards must be for a plan: one in the node network, and the others beside it. */
import { named } from '../../base/lists';
import { type Cidr, familiesOf, inFamily } from '../../net';
import type { PlainProblemCode, Problem } from '../problem';
import { shown } from '../shown-value';
import { specFamilies, twinOf } from '../spec-families';
import type { TestbedSpec } from '../testbed-spec';
import { nodeCardProblems } from './node-card';
import { cardRange, longestNatPrefix, type SpecCard } from './spec-cards';

/** Every problem of the cards, whichever CNI there is. */
export function cardProblems(spec: TestbedSpec): Problem[] {
  if (spec.cards.length === 0) return withoutCards(spec);
  return [
    ...spec.cards.flatMap((card, i) => ofOneCard(spec, card, i)),
    ...counts(spec),
    ...nodeCardProblems(spec),
  ];
}

function problem(
  code: PlainProblemCode,
  field: string,
  value: unknown,
  rule: string,
  remedy: string,
): Problem {
  return { code, field, value: typeof value === 'object' ? `"${value}"` : shown(value), rule, remedy };
}

function withoutCards({ nodeCard }: TestbedSpec): Problem[] {
  if (nodeCard === undefined) return [];
  const rule = 'the spec has no cards, so each node has one, which is taken';
  return [problem('cards/none', 'nodeCard', nodeCard, rule, 'Leave it out, or list the cards in cards')];
}

function ofOneCard(spec: TestbedSpec, card: SpecCard, i: number): Problem[] {
  const field = `cards[${i}]`;
  if (card.network === 'nodes') return ofNodeNetwork(card, field);
  const ranges = cardRange(spec, card);
  if (!ranges) return [withoutRange(spec, field)];
  return familiesOf(ranges).flatMap((family) => {
    const range = inFamily(ranges, family);
    const of = `${field}.cidr${twinOf(family)}`;
    return card.network === 'nat' ? natProblems(of, range) : roomProblems(spec, of, range);
  });
}

/** A card in the node network has nothing of its own. */
function ofNodeNetwork({ cidr, cidrIPv6, mtu }: SpecCard, field: string): Problem[] {
  const range = (given: Cidr | undefined, twin: string): Problem[] => {
    if (given === undefined) return [];
    const rule = "a card in the node network has its zone's range";
    const remedy = `Leave it out, and give the range as zones[].nodeCidr${twin}`;
    return [problem('cards/range', `${field}.cidr${twin}`, given, rule, remedy)];
  };
  const rule = 'a card in the node network has the MTU of the network';
  const remedy = 'Leave it out, and give it as underlayMtu, or as nodes[].mtu of one node';
  return [
    ...range(cidr, ''),
    ...range(cidrIPv6, 'IPv6'),
    ...(mtu === undefined ? [] : [problem('cards/mtu', `${field}.mtu`, mtu, rule, remedy)]),
  ];
}

function withoutRange(spec: TestbedSpec, field: string): Problem {
  const [family] = specFamilies(spec);
  const rule = `a subnet has no range of its own${family === 'ipv6' ? ', and IPv6 is all that the cluster has' : ''}`;
  const remedy = `Add it, such as ${family === 'ipv6' ? 'fd00:10:20::/64' : '10.20.0.0/24'}`;
  return {
    ...problem('cards/range', `${field}.cidr${twinOf(family!)}`, undefined, rule, remedy),
    restsOn: ['ipFamily'],
  };
}

function natProblems(field: string, range: Cidr): Problem[] {
  const longest = longestNatPrefix(range.family);
  if (range.prefix <= longest) return [];
  const rule = 'every node has the fifteenth address of a NAT network, which is not in it';
  return [problem('cards/range', field, range, rule, `Use a /${longest} or shorter`)];
}

/** Nodes have the places in a subnet that they would have in a single zone. */
function roomProblems(spec: TestbedSpec, field: string, range: Cidr): Problem[] {
  const nodes = spec.controlPlanes + spec.workers;
  const room = range.size - 1n - BigInt(spec.firstNodeHost);
  if (room >= BigInt(nodes)) return [];
  return [
    {
      ...problem(
        'too-few-addresses',
        field,
        range,
        `${nodes} nodes from position ${spec.firstNodeHost} on need more than its ${room < 0n ? 0n : room} addresses`,
        'Use a shorter prefix, fewer nodes or a lower firstNodeHost',
      ),
      restsOn: ['controlPlanes', 'workers', 'firstNodeHost'],
    },
  ];
}

/** One card in the node network, one way out, and one NAT at most. */
function counts({ cards }: TestbedSpec): Problem[] {
  const of = (is: (card: SpecCard) => boolean) => cards.filter(is).map(({ name }) => name);
  const nodes = of(({ network }) => network === 'nodes');
  const nats = of(({ network }) => network === 'nat');
  const ways = of(({ defaultRoute }) => defaultRoute);
  return [
    ...(nodes.length === 1
      ? []
      : [
          problem(
            'cards/node-network',
            'cards',
            cards.map(({ name, network }) => `${name}: ${network}`).join(', '),
            `${nodes.length === 0 ? 'no card is' : `${named(nodes)} are`} in the node network, and a node has one address there`,
            'Give exactly one card the network nodes',
          ),
        ]),
    ...(nats.length < 2
      ? []
      : [
          problem(
            'cards/two-nats',
            'cards',
            nats.join(', '),
            'each node has one NAT network at most',
            'Leave the others out, or make them subnets',
          ),
        ]),
    ...(ways.length < 2
      ? []
      : [
          problem(
            'cards/default-routes',
            'cards',
            ways.join(', '),
            'a node has one default route',
            'Give one of them defaultRoute',
          ),
        ]),
  ];
}
