/** Cards of nodes that are not in the node network: a fabric is that network, and has no part in others. */
import { named } from '../base/lists';
import { valuesOf } from '../net';
import type { Plan } from '../plan';
import type { RangeUse } from './export';

/** What the fabric does not promise of them; nothing where nodes have one card each. */
export function cardNotes({ cards = [] }: Plan): string[] {
  const further = cards.filter(({ network }) => network !== 'nodes');
  if (further.length === 0) return [];
  const list = named(
    further.map(({ name, cidr }) => `${name} (${cidr ? valuesOf(cidr).join(', ') : ''})`),
    ' and ',
  );
  const out = further.find(({ defaultRoute }) => defaultRoute);
  return [
    `Not here: networks of the nodes' other cards, ${list}. The fabric is the node network alone; these must exist beside it.`,
    ...(out
      ? [`What leaves by the default route leaves by ${out.name}, and does not cross the fabric.`]
      : []),
  ];
}

/** Their ranges. */
export function cardUses({ cards = [] }: Plan): RangeUse[] {
  return cards.flatMap(({ name, network, cidr }) =>
    network === 'nodes' || !cidr
      ? []
      : valuesOf(cidr).map((range) => ({
          what: `card ${name} of the nodes`,
          range: `${range}`,
          becomes: 'nothing: it is beside the fabric',
        })),
  );
}
