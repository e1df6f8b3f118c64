/** What a cluster has left on a machine, by other eyes than the product's: all that is there now and was not before. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BareMachine } from '../cluster/machine/machine';
import { clusterSources } from '../run/folders';

/** What is on each machine, a thing a line. */
export type Traces = ReadonlyMap<string, ReadonlySet<string>>;

/** Looks at all of them. */
export async function tracesOn(machines: readonly BareMachine[]): Promise<Traces> {
  const script = readFileSync(join(clusterSources, 'machine/trace.sh'), 'utf8');
  const found = await Promise.all(
    machines.map(async ({ planned, exec }) => {
      const text = await exec(['bash', '-s'], script);
      return [planned.name, new Set(text.split('\n').filter(Boolean))] as const;
    }),
  );
  return new Map(found);
}

/** What is there after and was not before, as `MACHINE: THING`. */
export function newSince(before: Traces, after: Traces): string[] {
  return [...after].flatMap(([name, things]) =>
    [...things].filter((thing) => !before.get(name)?.has(thing)).map((thing) => `${name}: ${thing}`),
  );
}
