import { CommanderError } from 'commander';
import { oneLine } from '../base/plain-text';
import { TargetError } from '../base/target-error';
import { SpecError } from '../plan';
import { RunError } from '../run';
import { exitCode, UsageError } from './exit-codes';
import { interrupted } from './io/interrupt';
import { runProblemText } from './io/run-problems';
import { type Output, printing, type RawStreams } from './io/streams';
import type { SpecFlags } from './options/spec-options';
import { problemLines } from './options/spec-problems';
import { testbedProgram } from './testbed-program';

/** Runs one command and returns its exit code. `argv` is without node and script. */
export async function main(argv: readonly string[], raw: RawStreams): Promise<number> {
  const streams = printing(raw);
  let code: number = exitCode.ok;
  let flags: Partial<SpecFlags> = {};
  const program = testbedProgram(
    streams,
    (finished) => {
      code = finished;
    },
    (text) => wordsInLines(text, argv),
  );
  program.hook('preAction', (_, command) => {
    flags = command.opts();
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (interrupted()) return exitCode.target; // the interrupt ends the process, with an exit code of its own
    return failed(error as Error, flags, streams.stderr);
  }
}

function failed(error: Error, flags: Partial<SpecFlags>, stderr: Output): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.ok : exitCode.usage;
  if (error instanceof SpecError) {
    const lines = problemLines(error.problems, flags).map(oneLine);
    const count = lines.length === 1 ? 'a problem' : `${lines.length} problems`;
    stderr.write(`error: the spec has ${count}\n${lines.map((line) => `  ${line}\n`).join('')}`);
    return exitCode.usage;
  }
  if (error instanceof UsageError) {
    stderr.write(`error: ${oneLine(error.message)}\n`);
    return exitCode.usage;
  }
  if (error instanceof RunError) {
    stderr.write(`error: ${oneLine(runProblemText(error.problem))}\n`);
    return exitCode.usage;
  }
  if (error instanceof TargetError) {
    stderr.write(`error: ${oneLine(error.message)}\n  ${oneLine(error.remedy)}.\n`);
    return exitCode.target;
  }
  stderr.write(`This is a bug in cni-testbed, please report it with what follows.\n${error.stack}\n`);
  return exitCode.bug;
}

/** Commander's own errors have several lines, so that what was typed has to be found in them to stay in one. */
function wordsInLines(text: string, argv: readonly string[]): string {
  const typed = argv.flatMap((word) => [word, word.slice(word.indexOf('=') + 1)]);
  return typed.reduce((sum, word) => (word.includes('\n') ? sum.replaceAll(word, oneLine(word)) : sum), text);
}
