import type { Condition } from '../../../datapath';
import { Cidr } from '../../../net';
import type { PlacedRule } from '../difference';

/** What a rule does to which packets: equal texts, equal rules, wherever they stand and whoever wrote them. */
export function canonicalRule({ families, hook, conditions, action, sets }: PlacedRule): string {
  return JSON.stringify([
    [...families].sort(),
    hook.name,
    hook.type,
    conditions.map(canonicalCondition).sort(),
    action,
    sets.map(({ elements }) => elements),
  ]);
}

function canonicalCondition(condition: Condition): string {
  if (condition.on !== 'address') return JSON.stringify(condition);
  const { of, not = false, ranges } = condition;
  return JSON.stringify(['address', of, not, merged(ranges).map(String)]);
}

/** Without ranges inside of others, and halves joined. */
function merged(ranges: readonly Cidr[]): Cidr[] {
  const left: Cidr[] = [];
  for (const range of [...ranges].sort((a, b) => compare(a.first, b.first) || a.prefix - b.prefix)) {
    if (left.some((wider) => wider.contains(range))) continue;
    left.push(range);
    join(left);
  }
  return left;
}

/** As long as the last two are the halves of one range, they become it. */
function join(list: Cidr[]): void {
  for (;;) {
    const [a, b] = list.slice(-2);
    if (!a || !b || a.prefix !== b.prefix || a.prefix === 0 || a.family !== b.family) return;
    const whole = new Cidr(a.family, a.first, a.prefix - 1);
    if (whole.first !== a.first || whole.last !== b.last) return;
    list.splice(-2, 2, whole);
  }
}

const compare = (a: bigint, b: bigint) => (a < b ? -1 : Number(a > b));
