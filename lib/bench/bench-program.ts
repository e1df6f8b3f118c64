/** The bench's command line: which parts to measure, and the table of what they measured. */
import { cpus, release } from 'node:os';
import { ExecError } from '../base/exec';
import { append } from '../base/lists';
import { TargetError } from '../base/target-error';
import { type Style, styleFor, table } from '../report';
import type { Measurement } from './measure';

/** A part that can be measured by itself. */
export interface Bench {
  /** Its name on the command line. */
  readonly name: string;
  /** What it measures, for help. */
  readonly about: string;
  readonly run: () => Promise<Measurement[]>;
}

interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

interface Streams {
  readonly stdout: Output;
  readonly stderr: Output;
}

/** Measures, and returns the exit code. A budget that is not kept is no failure: machines differ. */
export async function benchProgram(
  argv: readonly string[],
  benches: readonly Bench[],
  streams: Streams,
): Promise<number> {
  if (argv.some((argument) => argument === '--help' || argument === '-h')) {
    streams.stdout.write(helpText(benches));
    return 0;
  }
  const unknown = argv.find((argument) => !benches.some(({ name }) => name === argument));
  if (unknown !== undefined) {
    const kind = unknown.startsWith('-') ? 'option' : 'bench';
    const names = benches.map(({ name }) => name).join(', ');
    streams.stderr.write(
      `error: ${JSON.stringify(unknown)}: there is no such ${kind}. The benches are ${names}; --help says what each measures\n`,
    );
    return 2;
  }
  return measure(argv.length === 0 ? benches : benches.filter(({ name }) => argv.includes(name)), streams);
}

function helpText(benches: readonly Bench[]): string {
  const lines = benches.map(({ name, about }) => `  ${name.padEnd(6)} ${about}`);
  return `Usage: npm run bench -- [benches...]

Measures what has a budget. Each number stands beside a reference taken in the same run, as machines differ and
are shared: compare the ratios. Without names all benches run, which takes some minutes.

Benches:
${lines.join('\n')}

Options:
  -h, --help   show this, and measure nothing

A budget that is not kept is shown and fails nothing. What this machine cannot run is skipped with the reason.

Exit codes: 0 measured; 1 a bug in the tool; 2 an unknown name or option.

Examples:
  npm run bench
  npm run bench -- plan lab
`;
}

async function measure(benches: readonly Bench[], { stdout, stderr }: Streams): Promise<number> {
  const style = styleFor(
    stdout.isTTY === true && !process.env.NO_COLOR,
    stdout.isTTY ? stdout.columns : undefined,
  );
  const rows: string[][] = [];
  let bug: Error | undefined;
  for (const bench of benches) {
    if (stderr.isTTY) stderr.write(`measuring: ${bench.about}\n`);
    try {
      append(rows, await rowsOf(bench, style));
    } catch (error) {
      bug = error as Error;
      break;
    }
  }
  const { model } = cpus()[0]!;
  stdout.write(`${cpus().length} × ${model.trim()}, Linux ${release()}, Node ${process.version}\n\n`);
  const head = ['WHAT', 'MEASURED', 'BUDGET', '', 'REFERENCE'];
  stdout.write(`${table(head.map(style.dim), rows, { width: style.width })}\n`);
  if (!bug) return 0;
  stderr.write(`This is a bug in cni-testbed, please report it with what follows.\n${bug.stack}\n`);
  return 1;
}

async function rowsOf({ name, run }: Bench, style: Style): Promise<string[][]> {
  try {
    return (await run()).map(({ what, measured, budget, holds, reference }) => [
      what,
      measured,
      budget,
      holds === undefined ? '' : holds ? style.good('✓') : style.bad('over'),
      reference,
    ]);
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    return [[name, style.warn('skipped'), '', '', reason]];
  }
}

/** Why the machine cannot run it; undefined where that is not the reason. */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof TargetError) return error.message;
  if (!(error instanceof ExecError)) return undefined;
  const lines = error.output.trim().split('\n');
  return lines.find((line) => /^(error|FAIL)\b/.test(line)) ?? lines[0];
}
