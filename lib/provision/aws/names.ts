import { createHash } from 'node:crypto';
import { testbedSpecSchema } from '../../plan';

/** The name where it fits, else as much of it as fits with a digest of the whole: AWS' limits differ by service. */
export function shortName(name: string, most: number): string {
  if (name.length <= most) return name;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 6);
  return `${name.slice(0, most - 7)}-${digest}`;
}

/** How the names of a cluster's parts start: with its own name, where it was given one, and its stack's. */
export function clusterName(stack: string, name: string): string {
  return name === testbedSpecSchema.shape.name.parse(undefined) ? stack : `${name}-${stack}`;
}
