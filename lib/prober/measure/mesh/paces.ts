/** How often pods that ask all others ask, and say what they know: rarer where there are many, so that none is kept busy. */
export interface MeshPaces {
  /** Between two questions to one other, in milliseconds. */
  readonly askMs: number;
  /** Between two lines of the log, in milliseconds. */
  readonly sayMs: number;
}

/** @param nodes how many there are */
export const meshPaces = (nodes: number): MeshPaces => ({
  askMs: Math.max(5, nodes),
  sayMs: Math.max(20, 2 * nodes),
});
