import type { ReadyRule } from './ready-rule';
import type { Way } from './way';
import type { Condition } from './words';

/** Chains that are shorter are read whole. */
const worthwhile = 8;

/** What a rule wants exactly: one address, or one link. */
type Want = 'source' | 'destination' | 'in' | 'out';

/** The rules of one chain, of which most want an address or a link that a packet does not have. */
export class RuleIndex {
  /** Rules by what they want, each in the order of the chain. */
  private readonly wanting = new Map<Want, Map<string, ReadyRule[]>>();
  private readonly others: ReadyRule[] = [];

  /** @param rules in the order of the chain */
  constructor(rules: readonly ReadyRule[]) {
    for (const rule of rules) {
      const want = rules.length < worthwhile ? undefined : wantOf(rule.at.rule.conditions);
      if (want) this.add(want, rule);
      else this.others.push(rule);
    }
  }

  /** The rules that may hold, in the order of the chain. */
  near({ packet, question }: Way): readonly ReadyRule[] {
    let near: readonly ReadyRule[] = this.others;
    for (const [want, byName] of this.wanting) {
      const has = want === 'in' || want === 'out' ? question[want] : packet[want].toString();
      const found = has === undefined ? undefined : byName.get(has);
      if (found) near = merged(near, found);
    }
    return near;
  }

  private add([want, name]: readonly [Want, string], rule: ReadyRule): void {
    const byName = this.wanting.get(want) ?? new Map<string, ReadyRule[]>();
    this.wanting.set(want, byName);
    const same = byName.get(name);
    if (same) same.push(rule);
    else byName.set(name, [rule]);
  }
}

function wantOf(conditions: readonly Condition[]): readonly [Want, string] | undefined {
  for (const condition of conditions) {
    if ('not' in condition && condition.not) continue;
    if (condition.on === 'link' && condition.names.length === 1 && isWhole(condition.names[0]!))
      return [condition.of, condition.names[0]!];
    if (condition.on !== 'address' || condition.ranges.length !== 1) continue;
    const [range] = condition.ranges;
    if (range!.first === range!.last) return [condition.of, `${range!.at(0)}`];
  }
  return undefined;
}

const isWhole = (name: string) => name !== '' && !name.endsWith('*');

/** Two lists as one, in the order of the chain. */
function merged(one: readonly ReadyRule[], other: readonly ReadyRule[]): readonly ReadyRule[] {
  if (one.length === 0) return other;
  const both: ReadyRule[] = [];
  let [i, j] = [0, 0];
  while (i < one.length || j < other.length) {
    const first = j >= other.length || (i < one.length && one[i]!.place < other[j]!.place);
    both.push(first ? one[i++]! : other[j++]!);
  }
  return both;
}
