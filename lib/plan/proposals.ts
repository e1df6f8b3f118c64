import { type Cidr, freeRange } from '../net';
import type { Move } from './problem';
import type { SpecRange } from './spec-ranges';
import { dockersPools, notForNodes } from './special-ranges';

/** A range that may overlap no other one of the list. */
export interface NamedRange extends Pick<SpecRange, 'cidr'>, Partial<Pick<SpecRange, 'of'>> {
  /** Field of the spec, or the name of what holds the range by default. */
  readonly field: string;
  /** Whether the spec can give it another place. */
  readonly movable: boolean;
  /** Place in the list: of two ranges that overlap, the earlier one is named first. */
  readonly place: number;
}

/** One new place for each range that must move, so that all proposals can be followed at once. */
export class Proposals {
  private readonly taken: Cidr[];
  private readonly made = new Map<NamedRange, Cidr | undefined>();

  constructor(ranges: readonly NamedRange[]) {
    this.taken = ranges.map(({ cidr }) => cidr);
  }

  /** A move for the one range, or else for all others; none where that is not possible. */
  movesFor(mover: NamedRange, stayers: readonly NamedRange[]): Move[] {
    const own = this.moveOf(mover);
    if (own) return [own];
    const others = stayers.map((stayer) => (stayer.movable ? this.moveOf(stayer) : undefined));
    const possible = others.filter((move) => move !== undefined);
    return possible.length === stayers.length ? possible : [];
  }

  /** Whether the range would have a place if Docker had none. */
  isCrowdedOut(range: NamedRange): boolean {
    return freeRange(range.cidr, this.taken) !== undefined;
  }

  /** Never to where others commonly are: that would be no way out. */
  private moveOf(range: NamedRange): Move | undefined {
    const known = this.made.get(range);
    const common = range.of === 'nodes' || range.of === 'cards' ? notForNodes : dockersPools;
    const to = this.made.has(range) ? known : freeRange(range.cidr, [...this.taken, ...common]);
    this.made.set(range, to);
    if (to && !known) this.taken.push(to);
    return to && { field: range.field, to };
  }
}
