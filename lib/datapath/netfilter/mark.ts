/** A packet's mark, of which some bits may not be known. */
export interface Mark {
  readonly value: number;
  /** The bits that are not known. */
  readonly unknown: number;
}

/** The mark of a packet that nobody has marked. */
export const noMark: Mark = { value: 0, unknown: 0 };

/** mark := (mark & ~clear) ^ flip. @param hidden bits that become unknown */
export function marked(mark: Mark, clear: number, flip: number, hidden = 0): Mark {
  return {
    value: ((mark.value & ~clear) ^ flip) >>> 0,
    unknown: ((mark.unknown & ~clear) | hidden) >>> 0,
  };
}

/** Whether (mark & mask) is the value; undefined: that depends on bits that are not known. */
export function isMarked(mark: Mark, mask: number, value: number): boolean | undefined {
  const other = ((mark.value & mask) ^ value) & ~(mark.unknown & mask);
  if (other !== 0) return false;
  return (mark.unknown & mask) === 0 ? true : undefined;
}

/** What is known of a mark that is one of the two. */
export function eitherMark(one: Mark, other: Mark): Mark {
  const unknown = (one.unknown | other.unknown | (one.value ^ other.value)) >>> 0;
  return { value: (one.value & ~unknown) >>> 0, unknown };
}

/** Whether as much is known of both, and the same. */
export function isSameMark(one: Mark, other: Mark): boolean {
  return one.unknown === other.unknown && ((one.value ^ other.value) & ~one.unknown) === 0;
}
