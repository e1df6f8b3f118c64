/** A step width that meets every item of a list of that length, near and far ones in turn: close to the golden section. */
export function stride(count: number): number {
  let step = Math.max(1, Math.round(count * 0.618));
  while (divisor(step, count) > 1) step += 1;
  return step;
}

/** The items in an order in which every stretch holds some from all parts of the list. */
export function spread<T>(items: readonly T[]): T[] {
  const step = stride(items.length);
  return items.map((_, i) => items[(i * step) % items.length]!);
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
