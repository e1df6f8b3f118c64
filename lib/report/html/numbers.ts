/** Numbers as a report shows them. */

/** `0.18 ms`, `1.2 s`. */
export function duration(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
  return `${ms >= 100 ? ms.toFixed(0) : ms.toFixed(ms >= 10 ? 1 : 2)} ms`;
}

/** A count with its thousands grouped. */
export function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

/** Part of a whole in percent, never rounded up to all of it. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '100 %' : `${Math.floor((1000 * part) / whole) / 10} %`;
}
