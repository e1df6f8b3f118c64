/** The card that the nodes go by: which one is right, and what comes of another one. */
import { familyName, valuesOf } from '../../net';
import type { Problem } from '../problem';
import { shown } from '../shown-value';
import { specFamilies } from '../spec-families';
import type { TestbedSpec } from '../testbed-spec';
import { cardRange, natHost, type SpecCard } from './spec-cards';

/** A card that there is not, and one that is not in the node network. */
export function nodeCardProblems(spec: TestbedSpec): Problem[] {
  const { nodeCard, cards } = spec;
  if (nodeCard === undefined) return [];
  const taken = cards.find(({ name }) => name === nodeCard);
  if (taken?.network === 'nodes') return [];
  return [
    {
      code: 'cards/node-card',
      field: 'nodeCard',
      value: shown(nodeCard),
      rule: taken ? wrongCard(taken, spec) : 'there is no card of this name',
      remedy: takeInstead(spec),
      restsOn: ['cards'],
    },
  ];
}

/** What comes of it when the nodes go by a card that is not in the node network. */
export function wrongCard(card: SpecCard, spec: TestbedSpec): string {
  const { controlPlanes, workers } = spec;
  const families = specFamilies(spec);
  const ranges = cardRange(spec, card);
  const lacking = families.find((family) => !ranges?.[family]);
  const nodes = controlPlanes + workers;
  const all = nodes === 1 ? 'the node' : `all ${nodes} nodes`;
  const same = card.network === 'nat' ? ranges?.[families[0]!]?.at(natHost) : undefined;
  if (same)
    return `${all} would give ${same}, the address that every node has on its NAT card ${card.name}, and reach themselves by it`;
  return lacking
    ? `${card.name} has no ${familyName(lacking)} address, and the cluster has ${familyName(lacking)}`
    : `${all} would give their addresses in ${card.name}'s subnet (${valuesOf(ranges!).join(', ')}), not those of the node network`;
}

/** The card that is right, where there is one. */
export function takeInstead({ cards }: TestbedSpec): string {
  const right = cards.find(({ network }) => network === 'nodes');
  return right ? `Set nodeCard: ${right.name}` : 'Give one card the network nodes, and name it as nodeCard';
}
