/** Machines from bare systems to a tested cluster, to another mode, and back. */
import { existsSync } from 'node:fs';
import { exitCode } from '../../../lib/cli/exit-codes';
import type { Configuration } from '../run/configuration';
import type { RunSettings } from '../run/standing';
import { type Act, act } from './acts';
import { type StandingMachines, withMachines } from './standing';
import { newSince, tracesOn } from './traces';

/** What is to come of a command. */
export interface Wanted {
  /** After `testbed machines`, without the file. */
  readonly words: readonly string[];
  readonly code: number;
  /** Code that a check finds on every machine, and nothing else. @default none */
  readonly finds?: string;
}

/** What a run showed. */
export interface MachinesRun {
  readonly acts: readonly Act[];
  /** What is on the machines after the reset, was not before, and is not to stay, as `MACHINE: THING`. */
  readonly left: readonly string[];
  /** What came otherwise than it should, a sentence each. */
  readonly wrong: readonly string[];
}

/** As machines are: where the kernel has control groups of version 1, they are refused, and nothing changes. */
const refused: readonly Wanted[] = [
  { words: ['check'], code: exitCode.checkFailed, finds: 'cgroup' },
  { words: ['up'], code: exitCode.target },
];

const brought = (to: string): readonly Wanted[] =>
  [['check'], ['up'], ['rerun'], ['swap', '--mode', to], ['reset', '--yes'], ['check']].map((words) => ({
    words,
    code: exitCode.ok,
  }));

/** Does all of it. @param to mode that the machines get afterwards */
export const runMachines = (
  configuration: Configuration,
  settings: RunSettings,
  to: string,
): Promise<MachinesRun> =>
  withMachines(configuration, settings, async (standing) => {
    const { machines } = standing;
    const acts: Act[] = [];
    const wrong: string[] = [];
    const doing = async (wanted: readonly Wanted[]) => {
      for (const one of wanted) {
        const done = await act(standing, settings, one.words);
        const otherwise = differs(one, done, machines.length);
        const outcome = done.findings ?? done.results ?? [];
        settings.say(`  ${otherwise ?? 'as it should be'}, ${done.seconds} s: ${JSON.stringify(outcome)}`);
        acts.push(done);
        if (otherwise) wrong.push(otherwise);
      }
    };
    const before = await tracesOn(machines);
    if (!existsSync('/sys/fs/cgroup/cgroup.controllers')) {
      await doing(refused);
      await pretendCgroup2(standing);
    }
    await doing(brought(to));
    const left = newSince(before, await tracesOn(machines));
    return { acts, left, wrong: [...wrong, ...left.map((thing) => `left: ${thing}`)] };
  });

/** What came otherwise than it should. */
function differs({ words, code, finds }: Wanted, done: Act, machines: number): string | undefined {
  const said = `testbed machines ${words.join(' ')}`;
  if (done.code !== code) return `${said}: exit code ${done.code}, not ${code}`;
  const { findings, results } = done;
  const expected = finds === undefined ? 0 : machines;
  const others = findings?.filter((found) => !found.endsWith(` ${finds}`)) ?? [];
  if (findings && (findings.length !== expected || others.length > 0))
    return `${said}: ${findings.join(', ')}`;
  if (results && (results.pass === 0 || results.fail + results.mispredicted > 0))
    return `${said}: ${results.pass} passed, ${results.fail} failed, ${results.mispredicted} mispredicted`;
  return undefined;
}

/** What the check looks at: the controllers of this kernel are in hierarchies of version 1. */
async function pretendCgroup2({ machines }: StandingMachines): Promise<void> {
  for (const { exec } of machines) {
    await exec(['mount', '-o', 'remount,rw', '/sys/fs/cgroup']); // systemd has made it read-only
    await exec(['touch', '/sys/fs/cgroup/cgroup.controllers']);
  }
}
