/** An endpoint that is measured with: it serves, and it makes the measurements that it is asked for, one at a time. */
import { createInterface } from 'node:readline';
import type { Family } from '../../net';
import { perform, serveMeasuring } from '../../prober/measure';
import { ownEndpoint } from '../../prober/questions/own-place';

/**
 * Serves until standard input ends. A line there is a task as JSON; its measurement is a line on standard output. The first
 * line that is written says that it serves.
 * @throws Error where an address cannot be listened on
 */
export async function measuring(id: string, addresses: readonly string[], port: number): Promise<void> {
  const program = process.argv[1]!;
  const endpoint = ownEndpoint(id, addresses);
  const families = Object.keys(endpoint.address) as Family[];
  await Promise.all(families.map((family) => serveMeasuring(endpoint, family, port, program)));
  const say = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`);
  say('ready');
  for await (const line of createInterface({ input: process.stdin }))
    say(await perform(JSON.parse(line), program));
  process.exit(0); // its servers would keep it alive
}
