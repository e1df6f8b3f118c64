import { spawnSync } from 'node:child_process';
import { searchingEnv } from '../../lib/base/exec';
import { type CheckResult, checkMatrix, reasonText } from '../../lib/check';
import { nsenterArguments } from '../../lib/lab/agent/nsenter';
import { buildLab, type NewLab } from '../../lib/lab/lab';
import { probeLab } from '../../lib/lab/probe/probe-lab';
import { parseSpec, type TestbedSpecInput } from '../../lib/plan';
import { type Testbed, testbed } from '../../lib/testbed';

let count = 0;

/** A testbed from a spec as a user writes it. */
export const testbedOf = (spec: TestbedSpecInput): Testbed => testbed(parseSpec(spec));

/** Runs `use` in a fresh lab and takes it down, whatever happens. */
export async function inLab<T>(spec: TestbedSpecInput, use: (lab: NewLab) => Promise<T>): Promise<T> {
  count += 1;
  const lab = await buildLab(`test-${process.pid}-${count}`, testbedOf(spec));
  try {
    return await use(lab);
  } finally {
    await lab.end();
  }
}

/** Runs a command in a namespace of the lab, as `testbed exec` does. */
export function runIn(lab: NewLab, namespace: string, ...command: string[]): void {
  outputIn(lab, namespace, ...command);
}

/** What it says. */
export function outputIn(lab: NewLab, namespace: string, ...command: string[]): string {
  const { status, stdout, stderr } = spawnSync(
    'nsenter',
    [...nsenterArguments(lab.holderPid), 'ip', 'netns', 'exec', namespace, ...command],
    { encoding: 'utf8', env: searchingEnv() },
  );
  if (status !== 0) throw new Error(`${command.join(' ')}: ${stderr}`);
  return stdout;
}

/** Sets a path under /proc/sys/net in a namespace of the lab: sysctl(8) is not on every machine. */
export function setIn(lab: NewLab, namespace: string, path: string, value: string): void {
  runIn(lab, namespace, ...setting(path, value));
}

/** The command that does. */
export const setting = (path: string, value: string): [program: string, ...args: string[]] => [
  'sh',
  '-c',
  'echo "$2" > "/proc/sys/net/$1"',
  'sh',
  path,
  value,
];

/** All checks of a lab, judged. */
export async function judged(lab: NewLab, wanted: Testbed = lab.testbed): Promise<readonly CheckResult[]> {
  return (await probeLab({ ...lab, testbed: wanted }, checkMatrix(wanted))).checks;
}

/** What a person would want to read when a check does not pass. */
export function failures(checks: readonly CheckResult[]): string[] {
  return checks
    .filter(({ verdict, mispredicted }) => verdict === 'fail' || mispredicted)
    .map(
      ({ id, from, to, family, protocol, why, observed, predicted }) =>
        `${id} ${from} → ${to} ${family} ${protocol ?? ''}: ${why ? reasonText(why) : `observed ${JSON.stringify(observed)}, predicted ${JSON.stringify(predicted)}`}`,
    );
}

/** Pairs whose checks fail, as `from → to`, sorted, each once. */
export function failingPairs(
  checks: readonly CheckResult[],
  says: (check: CheckResult) => boolean,
): string[] {
  return [
    ...new Set(
      checks
        .filter(({ protocol, verdict }) => protocol !== undefined && verdict !== 'skip')
        .filter(says)
        .map(({ from, to }) => `${from} → ${to}`),
    ),
  ].sort();
}
