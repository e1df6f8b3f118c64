import type { Address } from '../../net';
import type { SetElement } from './words';

/** Entries by their elements: those whose first value is one address are found by it, the others in order. */
export class ElementTable<T> {
  private readonly exact = new Map<string, T[]>();
  private readonly others: T[] = [];

  constructor(entries: readonly T[], elementOf: (entry: T) => SetElement) {
    for (const entry of entries) {
      const first = elementOf(entry)[0];
      const range = first && 'ranges' in first && first.ranges.length === 1 ? first.ranges[0] : undefined;
      if (range && range.first === range.last) this.add(`${range.at(0)}`, entry);
      else this.others.push(entry);
    }
  }

  /** Entries that may hold a packet whose first field is the address; absent: that field is no address. */
  near(address: Address | undefined): readonly T[] {
    if (!address || this.exact.size === 0) return address ? this.others : this.all();
    const exact = this.exact.get(`${address}`);
    return exact ? [...exact, ...this.others] : this.others;
  }

  private all(): readonly T[] {
    return this.exact.size === 0 ? this.others : [...[...this.exact.values()].flat(), ...this.others];
  }

  private add(key: string, entry: T): void {
    const same = this.exact.get(key);
    if (same) same.push(entry);
    else this.exact.set(key, [entry]);
  }
}
