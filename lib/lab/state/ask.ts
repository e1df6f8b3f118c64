/** Asks many programs, each in its namespace of the lab. A small process starts them: a large one is several times slower. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exec } from '../../base/exec';
import { whyNotRun } from '../../base/find-program';
import { packageRoot } from '../../base/package-root';
import type { Output } from '../../state/capture';
import type { Question } from './questions';

/** A question and the namespace that it is asked in. */
export type Asked = Pick<Question, 'words' | 'batch'> & { readonly namespace: string };

/** A mount of the lab's own (holder.sh), which goes with it. */
const home = '/run/cni-testbed';

/** What the programs said, in the questions' order. @throws ExecError where none can be run at all */
export async function ask(questions: readonly Asked[]): Promise<Output[]> {
  const folder = mkdtempSync(join(home, 'state-'));
  try {
    const batchFile = batchFiles(folder);
    const lines = questions.map((question, i) => `${i} ${commandOf(question, batchFile).join(' ')}\n`);
    const exits = await run(lines.join(''), folder);
    return questions.map(({ words: [program = ''] }, i) =>
      outputOf(program, join(folder, `${i}`), exits.get(i)),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs commands one after another, and returns their exit codes by their numbers. */
async function run(lines: string, folder: string): Promise<Map<number, number>> {
  const script = join(packageRoot, 'lib', 'lab', 'state', 'ask.sh');
  const said = await exec('sh', [script, folder], { input: lines });
  return new Map(
    Array.from(said.matchAll(/^(\d+) (\d+)$/gm), ([, number, exit]) => [Number(number), Number(exit)]),
  );
}

/** Not `ip -n`, which copies all mounts, and each namespace of the lab is one. */
function commandOf(
  { namespace, words, batch }: Asked,
  fileOf: (batch: readonly string[]) => string,
): string[] {
  const input = batch ? ['-batch', fileOf(batch)] : [];
  return ['nsenter', `--net=/run/netns/${namespace}`, '--', ...words, ...input];
}

/** Files of batches: many hosts are asked the same. */
function batchFiles(folder: string): (batch: readonly string[]) => string {
  const files = new Map<string, string>();
  return (batch) => {
    const text = batch.map((line) => `${line}\n`).join('');
    const file = files.get(text) ?? join(folder, `batch-${files.size}`);
    if (!files.has(text)) writeFileSync(file, text);
    files.set(text, file);
    return file;
  };
}

function outputOf(program: string, path: string, exit: number | undefined): Output {
  const missing = exit === 0 ? undefined : whyNotRun(program);
  if (missing) return { stdout: '', stderr: `${program}: ${missing.reason}`, exit: null };
  const [stdout, stderr] = ['out', 'err'].map((what) => readFileSync(`${path}.${what}`, 'utf8'));
  return { stdout: stdout!, stderr: stderr!, exit: exit ?? null };
}
