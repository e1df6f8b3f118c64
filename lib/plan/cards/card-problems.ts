/** What a spec's cards must be for a plan: one in the node network, and the others beside it. */
import { named } from '../../base/lists';
import type { PlainProblemCode, Problem } from '../problem';
import { shown } from '../shown-value';
import type { TestbedSpec } from '../testbed-spec';
import { nodeCardProblems } from './node-card';
import { cardRange, longestNatPrefix, type SpecCard } from './spec-cards';

/** Every problem of the cards, whichever CNI there is. */
export function cardProblems(spec: TestbedSpec): Problem[] {
  if (spec.cards.length === 0) return withoutCards(spec);
  return [
    ...spec.cards.flatMap((card, i) => ofOneCard(spec, card, i)),
    ...counts(spec),
    ...familyProblems(spec),
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
  const { network, cidr, mtu } = card;
  const field = `cards[${i}].cidr`;
  if (network === 'nodes')
    return [
      ...(cidr === undefined
        ? []
        : [
            problem(
              'cards/range',
              field,
              cidr,
              "a card in the node network has its zone's range",
              'Leave it out, and give the range as zones[0].nodeCidr',
            ),
          ]),
      ...(mtu === undefined
        ? []
        : [
            problem(
              'cards/mtu',
              `cards[${i}].mtu`,
              mtu,
              'a card in the node network has the MTU of the network',
              'Leave it out, and give it as underlayMtu, or as nodes[].mtu of one node',
            ),
          ]),
    ];
  const range = cardRange(card);
  if (!range)
    return [
      problem(
        'cards/range',
        field,
        undefined,
        'a subnet has no range of its own',
        'Add it, such as 10.20.0.0/24',
      ),
    ];
  if (network === 'nat' && range.prefix > longestNatPrefix)
    return [
      problem(
        'cards/range',
        field,
        range,
        'every node has the fifteenth address of a NAT network, which is not in it',
        `Use a /${longestNatPrefix} or shorter`,
      ),
    ];
  return network === 'subnet' ? roomProblems(spec, field, range) : [];
}

/** Nodes have the places in a subnet that they would have in a single zone. */
function roomProblems(spec: TestbedSpec, field: string, range: { readonly size: bigint }): Problem[] {
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

/** Further cards have IPv4 addresses. */
function familyProblems({ ipFamily }: TestbedSpec): Problem[] {
  if (ipFamily === 'ipv4') return [];
  return [
    {
      ...problem(
        'cards/family',
        'ipFamily',
        ipFamily,
        'further cards have IPv4 addresses alone here',
        'Use ipv4, or leave cards out',
      ),
      restsOn: ['cards'],
    },
  ];
}
