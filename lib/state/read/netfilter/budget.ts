import type { SetElement, SetValue } from '../../../datapath';

/** Values of sets and rules that are taken from one namespace: a span of addresses may be a hundred ranges. */
const most = 1_000_000;

/** What is left to be taken: answers of 32 MB may name more than a machine's memory holds. */
export class Budget {
  private left = most;

  /** Whether nothing is left. */
  get isSpent(): boolean {
    return this.left < 0;
  }

  /** What is made of each item, in order; undefined where something is not understood, or too much. */
  all<T, R>(
    items: readonly T[],
    make: (item: T) => R | undefined,
    size: (made: R) => number,
  ): R[] | undefined {
    const made: R[] = [];
    for (const item of items) {
      const one = this.isSpent ? undefined : make(item);
      if (one === undefined) return undefined;
      this.left -= size(one);
      made.push(one);
    }
    return this.isSpent ? undefined : made;
  }
}

/** How much a value is. */
export const valueSize = (value: SetValue): number => ('ranges' in value ? value.ranges.length : 1);

/** How much an element is. */
export const elementSize = (element: SetElement): number =>
  element.reduce((sum, value) => sum + valueSize(value), 1);
