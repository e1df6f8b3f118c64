import type { Prediction, RuleAt } from '../../datapath';
import type { Difference, PlacedRule } from '../diff/difference';
import type { Unit } from './units';

/** The ways of one exchange over the computed state, and over that with a unit in it. */
export interface Ways {
  readonly before?: Prediction;
  readonly after?: Prediction;
}

/**
 * Those of a unit that make an exchange fare otherwise: the rules that decided, in what is there or in what is missing. Where
 * none did by itself, those that change it alone.
 */
export function responsible(
  unit: Unit,
  { before, after }: Ways,
  changesAlone: (difference: Difference) => boolean,
): readonly Difference[] {
  const { differences } = unit;
  if (differences.length === 1) return differences;
  const deciding = [
    ...matching(differences, decided(after, unit.host), ({ real }) => real as PlacedRule | undefined),
    ...matching(
      differences,
      decided(before, unit.host),
      ({ computed }) => computed as PlacedRule | undefined,
    ),
  ];
  if (deciding.length > 0) return [...new Set(deciding)];
  const alone = differences.filter(changesAlone);
  return alone.length > 0 ? alone : differences;
}

/** Rules that dropped or translated a packet at the host, or may drop it by chance. */
function decided(way: Prediction | undefined, host: string): RuleAt[] {
  const walks = way ? [way.forward, ...(way.back ? [way.back] : [])] : [];
  return walks.flatMap(({ hops, chances }) => [
    ...hops.flatMap((hop) =>
      hop.host === host && 'rule' in hop.decision && hop.decision.rule ? [hop.decision.rule] : [],
    ),
    ...chances.flatMap((chance) => (chance.host === host ? [chance.rule] : [])),
  ]);
}

function matching(
  differences: readonly Difference[],
  rules: readonly RuleAt[],
  entryOf: (difference: Difference) => PlacedRule | undefined,
): Difference[] {
  return differences.filter((difference) => {
    const entry = entryOf(difference);
    return (
      entry !== undefined &&
      rules.some(
        ({ chain, rule }) =>
          chain.table === entry.table && chain.name === entry.chain && rule.text === entry.text,
      )
    );
  });
}
