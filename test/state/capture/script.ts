/** capture.sh, run here: in namespaces of its own where a test asks for them, with programs and shells of the test's choice. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageFile } from '../../../lib/base/render';
import { type Capture, captureFileSchema } from '../../../lib/state/capture/capture';

/** The script's text. */
export const script = packageFile('state/capture/capture.sh');

/** What the script cannot do without, and every system has. */
const basics =
  'sh sed tr awk head tail wc id uname date grep find readlink cat sleep env timeout test true printf'.split(
    ' ',
  );

/** How the script is run. */
export interface ScriptRun {
  readonly shell?: readonly string[];
  /** Programs by their names, as shell scripts; real ones stay where `alone` is not set. */
  readonly programs?: Readonly<Record<string, string>>;
  /** Whether there are no other programs than those and what every system has. @default false */
  readonly alone?: boolean;
  /** Files by their names, in the folder that the edits call FOLDER. */
  readonly files?: Readonly<Record<string, string>>;
  /** Texts of the script and what they are replaced by. */
  readonly edits?: Readonly<Record<string, string>>;
  /** Commands that come first, in the namespaces that the script runs in. */
  readonly first?: string;
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** The program that runs the shell. @default one that gives it namespaces of its own */
  readonly inside?: readonly string[];
}

/** Namespaces in which everything is allowed. */
export const ownNamespaces = [
  ...['unshare', '--user', '--map-root-user', '--net', '--mount', '--pid', '--fork', '--mount-proc', '--'],
];

/** What the script said, as it wrote it. */
export function scriptOutput(run: ScriptRun = {}): { code: number | null; file: Buffer; stderr: string } {
  const { shell = ['sh'], args = [], inside = ownNamespaces, env = {} } = run;
  const folder = mkdtempSync(join(tmpdir(), 'capture-script-'));
  try {
    const path = fill(folder, run);
    const begin = ['env', `PATH=${path}`, 'sh', join(folder, 'first.sh')];
    const [program = '', ...words] = [...inside, ...begin, ...shell, join(folder, 'capture.sh'), ...args];
    const { status, stdout, stderr } = spawnSync(program, words, {
      env: { ...process.env, ...env },
      maxBuffer: 2 ** 30,
    });
    return { code: status, file: stdout, stderr: stderr.toString() };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Writes what the script is run with, and returns the PATH. */
function fill(
  folder: string,
  { first = '', edits = {}, files = {}, programs = {}, alone = false }: ScriptRun,
): string {
  chmodSync(folder, 0o755);
  const all = alone ? { ...edits, ':/usr/local/sbin:/usr/sbin:/sbin': '' } : edits;
  const text = Object.entries(all).reduce(
    (sum, [from, to]) => replaced(sum, from, to.replace('FOLDER', folder)),
    script,
  );
  const written = { 'capture.sh': text, 'first.sh': `${first}\nexec "$@"\n`, ...files };
  for (const [name, content] of Object.entries(written)) writeFileSync(join(folder, name), content);
  for (const [name, content] of Object.entries(programs))
    writeFileSync(join(folder, name), `#!/bin/sh\n${content}\n`, { mode: 0o755 });
  if (!alone) return `${folder}:${process.env.PATH}:/usr/sbin:/sbin`;
  for (const name of basics) symlinkSync(findProgram(name), join(folder, name));
  return folder;
}

/** The capture that the script wrote. @throws where it wrote none, or not in UTF-8 */
export function scriptCapture(run: ScriptRun = {}): Capture {
  const { file, stderr } = scriptOutput(run);
  if (stderr) throw new Error(stderr);
  return captureFileSchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file)));
}

function findProgram(name: string): string {
  const found = ['/usr/bin', '/bin'].map((folder) => join(folder, name)).find((file) => existsSync(file));
  if (!found) throw new Error(`this system has no ${name}`);
  return found;
}

function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the script has no ${from}`);
  return text.replaceAll(from, to);
}
