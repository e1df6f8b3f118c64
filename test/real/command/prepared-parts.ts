/** What a command needs before it starts a cluster. */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { ensureParts, missing, type Parts } from '../build';
import type { Configuration } from '../run/configuration';
import type { RunSettings } from '../run/standing';
import { type Say, sayer } from '../say';

type Wanted = readonly Pick<Configuration, 'cni'>[];

/** Everything for a run with these clusters, with a folder that is there. Ends the program where this machine lacks something. */
export async function preparedRun(wanted: Wanted, folder: string): Promise<RunSettings> {
  const say = sayer();
  const parts = await preparedParts(wanted, say);
  const out = resolve(folder);
  mkdirSync(out, { recursive: true });
  return { parts, out, say };
}

/** All parts, built where they are not there yet. Ends the program where this machine lacks something. */
export function preparedParts(wanted: Wanted, say: Say): Promise<Parts> {
  const cnis = [...new Set(wanted.map(({ cni }) => cni))];
  refuseLacking(cnis);
  return ensureParts({ cnis, say });
}

/** Ends the program where this machine lacks something, with all of it and how to get it. */
export function refuseLacking(cnis: readonly string[]): void {
  const lacking = missing(cnis);
  if (lacking.length === 0) return;
  const lines = lacking.map(({ what, how }) => `  ${what}: ${how}`);
  process.stderr.write(`This machine lacks what real clusters need:\n${lines.join('\n')}\n`);
  process.exit(2);
}
