/** Programs that some tests need: where one is missing, its tests are skipped with a title that says so. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export function onPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

/** `describe`, or a visible skip with the reason. */
export function describeWith(reason: string | undefined, title: string, body: () => void): void {
  if (reason) describe.skip(`${title} (skipped: ${reason})`, body);
  else describe(title, body);
}

/** Why tests that need the programs cannot run; `undefined` where they can. */
export function missing(...programs: string[]): string | undefined {
  const absent = programs.filter((program) => !onPath(program));
  return absent.length > 0 ? `${absent.join(', ')} not on the PATH` : undefined;
}

/** Runs a program and returns its output, with its exit code in front where it failed. */
export function outputOf(program: string, ...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (error) throw error;
  return status === 0 ? stdout : `exit code ${status}\n${stdout}${stderr}`;
}
