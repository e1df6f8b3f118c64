/** Work that is done once: its result stays until the recipe changes, and is never there by half. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Say } from '../say';
import { inCache, withTemporary } from './cache';

/** One artefact, or several that come of the same work. */
export interface Step {
  /** Name of its stamp. */
  readonly name: string;
  /** What is built of what, for people. */
  readonly what: string;
  /** All that the result depends on, as data; versions above all. */
  readonly recipe: unknown;
  /** Files and folders below the cache that it makes. */
  readonly outputs: readonly string[];
  /** Makes them in an empty folder, each under its own path. */
  readonly build: (folder: string) => Promise<void>;
}

/** Changes with the recipe, and with nothing else. */
export const keyOf = ({ recipe }: Pick<Step, 'recipe'>): string =>
  createHash('sha256').update(JSON.stringify(recipe)).digest('hex');

/** Whether there is nothing to do. */
export function isDone(step: Step): boolean {
  const stamp = stampOf(step);
  return (
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === keyOf(step) &&
    step.outputs.every((output) => existsSync(inCache(output)))
  );
}

/** Does what is not done yet, and says how long it took. @throws ExecError of the program that failed */
export async function perform(step: Step, say: Say): Promise<void> {
  if (isDone(step)) return;
  say(`building ${step.what}`);
  const start = Date.now();
  await withTemporary(async (folder) => {
    await step.build(folder);
    rmSync(stampOf(step), { force: true }); // what is replaced now belongs to no stamp until all is in place
    for (const output of step.outputs) replace(`${folder}/${output}`, inCache(output));
    mkdirSync(inCache('stamps'), { recursive: true });
    writeFileSync(`${folder}/stamp`, keyOf(step));
    renameSync(`${folder}/stamp`, stampOf(step));
  });
  say(`built ${step.what} in ${Math.round((Date.now() - start) / 1000)} s`);
}

const stampOf = ({ name }: Step): string => inCache('stamps', name);

function replace(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  if (existsSync(to)) rmSync(to, { recursive: true });
  renameSync(from, to);
}
