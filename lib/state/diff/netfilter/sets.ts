import type { Condition, NamedSet, SetElement } from '../../../datapath';
import type { Cidr } from '../../../net';

/** Sets that rules ask: those of one field of addresses say no more than the addresses themselves. */
export class Sets {
  private readonly byName = new Map<string, NamedSet>();

  constructor(sets: readonly NamedSet[]) {
    for (const set of sets) this.byName.set(`${set.table} ${set.name}`, set);
  }

  /** The condition, with the addresses of its set in place of the set's name where it is nothing but addresses. */
  expanded(condition: Condition, table: string): Condition {
    if (condition.on !== 'set') return condition;
    const { fields, not } = condition;
    const set = this.find(condition.set, table);
    const [of] = fields;
    if (!set || set.unread !== undefined || fields.length !== 1) return condition;
    if (of !== 'source' && of !== 'destination') return condition;
    const ranges = set.elements.map(rangesOf);
    if (!ranges.every((some) => some !== undefined)) return condition;
    return { on: 'address', of, ranges: ranges.flat(), ...(not && { not }) };
  }

  /** The sets that are left in the conditions. */
  askedBy(conditions: readonly Condition[], table: string): NamedSet[] {
    return conditions.flatMap((condition) => {
      const set = condition.on === 'set' ? this.find(condition.set, table) : undefined;
      return set ? [set] : [];
    });
  }

  private find(name: string, table: string): NamedSet | undefined {
    return this.byName.get(`${table} ${name}`) ?? this.byName.get(`ipset ${name}`);
  }
}

function rangesOf([value, ...rest]: SetElement): readonly Cidr[] | undefined {
  return value && rest.length === 0 && 'ranges' in value ? value.ranges : undefined;
}
