import { CommanderError } from 'commander';
import { problemText, SpecError } from '../plan';
import { TargetError } from '../target-error';
import { exitCode, UsageError } from './exit-codes';
import type { Streams } from './streams';
import { testbedProgram } from './testbed-program';

/** Runs one command and returns its exit code. `argv` is without node and script. */
export async function main(argv: readonly string[], streams: Streams): Promise<number> {
  let code: number = exitCode.ok;
  const program = testbedProgram(streams, (finished) => {
    code = finished;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    return failed(error as Error, streams.stderr);
  }
}

function failed(error: Error, stderr: Streams['stderr']): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.ok : exitCode.usage;
  if (error instanceof SpecError) {
    const { problems } = error;
    stderr.write(
      `error: ${problems.length === 1 ? 'the spec has a problem' : `the spec has ${problems.length} problems`}\n`,
    );
    for (const problem of problems) stderr.write(`  ${problemText(problem)}\n`);
    return exitCode.usage;
  }
  if (error instanceof UsageError) {
    stderr.write(`error: ${error.message}\n`);
    return exitCode.usage;
  }
  if (error instanceof TargetError) {
    stderr.write(`error: ${error.message}\n  ${error.remedy}.\n`);
    return exitCode.target;
  }
  stderr.write(`This is a bug in cni-testbed, please report it with what follows.\n${error.stack}\n`);
  return exitCode.bug;
}
