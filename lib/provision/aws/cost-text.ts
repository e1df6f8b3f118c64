import { largest } from '../../base/lists';
import type { CostEstimate } from './cost';

/** The estimate as lines for people: parts, sum, what it comes to, notes. */
export function costText({ parts, hourUsd, untilTtlUsd, notes }: CostEstimate): string {
  const width = largest(parts.map(({ what }) => what.length));
  const row = (what: string, usd?: number) =>
    `${what.padEnd(width)}  ${usd === undefined ? '?' : usd.toFixed(4)}`;
  return [
    ...parts.map((part) => row(part.what, part.hourUsd)),
    `${row('US dollars an hour', hourUsd)} (${untilTtlUsd.toFixed(2)} until the time to live ends)`,
    ...notes.map((note) => `- ${note}`),
  ].join('\n');
}
