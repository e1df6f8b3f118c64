import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { whyNotRun } from '../../lib/base/find-program';
import { packageRoot } from '../../lib/base/package-root';

interface Finding {
  readonly id: string;
  readonly present: boolean;
  readonly remedy?: string;
}

/** What `testbed doctor` finds: the one place that knows what a machine needs for labs. */
function findings(): readonly Finding[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(packageRoot, 'dist', 'testbed.js'), 'doctor', '--json'],
    { encoding: 'utf8' },
  );
  if (!stdout) throw new Error(`testbed doctor says nothing; is it built? ${stderr}`);
  return JSON.parse(stdout);
}

const missing = new Map(
  findings().flatMap(({ id, present, remedy }) => (present ? [] : [[id, remedy ?? 'missing'] as const])),
);

/** Whether a program is installed. */
export const hasProgram = (name: string): boolean => whyNotRun(name) === undefined;

/** `describe` where labs with these features can be built; else a visible skip that says why. */
export function describeLab(title: string, body: () => void, features: readonly string[] = []): void {
  const lack = ['namespaces', 'lab', ...features].find((feature) => missing.has(feature));
  if (lack === undefined) describe(title, body);
  else describe.skip(`${title} (skipped: ${lack}: ${missing.get(lack)})`, body);
}

/** `test` where the program is installed; else a visible skip that says so. */
export function testWithProgram(program: string, title: string, body: () => Promise<void>): void {
  const lack = whyNotRun(program);
  if (lack === undefined) test(title, body);
  else test.skip(`${title} (skipped: ${program}: ${lack.reason})`, body);
}

/** `test` where the machine has the features; else a visible skip that names the first that it lacks. */
export function testWithFeatures(
  features: readonly string[],
  title: string,
  body: () => Promise<void>,
): void {
  const lack = features.find((feature) => missing.has(feature));
  if (lack === undefined) test(title, body);
  else test.skip(`${title} (skipped: ${lack}: ${missing.get(lack)})`, body);
}
