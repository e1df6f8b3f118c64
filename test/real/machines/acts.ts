/** What a user does with machines, one after the other, and what each shows. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { predictionReach, readResults } from '../../../lib/results';
import type { MachinesCheck } from '../../../lib/run';
import type { RunSettings } from '../run/standing';
import { stopwatch } from '../say';
import type { StandingMachines } from './standing';

/** What one command showed. */
export interface Act {
  /** Its words after `testbed machines`, without the file. */
  readonly words: readonly string[];
  readonly code: number;
  readonly seconds: number;
  /** Of a check: codes of what it found, by machine. */
  readonly findings?: readonly string[];
  /** Of what judges the Jobs. */
  readonly results?: {
    readonly pass: number;
    readonly fail: number;
    readonly skip: number;
    readonly predicted: number;
    readonly mispredicted: number;
  };
  /** What it said to people. */
  readonly said: string;
}

/** Does one. */
export async function act(
  { testbed, spec }: StandingMachines,
  { out, say }: RunSettings,
  words: readonly string[],
): Promise<Act> {
  const [verb, ...options] = words;
  say(`testbed machines ${words.join(' ')}`);
  const file = join(out, `${words.join('-').replace(/-+/g, '-')}.json`);
  const isCheck = verb === 'check';
  const judges = ['up', 'rerun', 'swap'].includes(verb!);
  const since = stopwatch();
  const { code, stdout, stderr } = await testbed([
    ...['machines', verb!, spec, ...options],
    ...(isCheck ? ['--json'] : []),
    ...(judges ? ['--json', file] : []),
  ]);
  const seconds = since();
  writeFileSync(`${file}.txt`, stdout + stderr);
  return {
    ...{ words, code, seconds, said: stdout + stderr },
    ...(isCheck && code !== 2 && { findings: found(JSON.parse(stdout)) }),
    ...(judges && existsSync(file) && { results: figures(file) }),
  };
}

const found = ({ findings }: MachinesCheck) =>
  findings.map(({ machine, code }) => `${machine} ${code}`).sort();

function figures(file: string): Act['results'] {
  const { summary, checks } = readResults(readFileSync(file));
  const { pass, fail, skip, mispredicted } = summary;
  return { pass, fail, skip, predicted: predictionReach(checks).predicted, mispredicted };
}
