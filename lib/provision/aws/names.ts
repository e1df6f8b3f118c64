import { createHash } from 'node:crypto';

/** The name where it fits, else as much of it as fits with a digest of the whole: AWS' limits differ by service. */
export function shortName(name: string, most: number): string {
  if (name.length <= most) return name;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 6);
  return `${name.slice(0, most - 7)}-${digest}`;
}
