/** Files that a command reads and writes: none may be written over another, however the paths are spelled. */
import { accessSync, constants, readlinkSync, type Stats, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { systemCodeOf } from '../../base/message-of';
import { clusterTarget } from '../../base/targets';
import { UsageError } from '../exit-codes';
import { standardOutput } from '../io/output-files';
import { quoted } from '../io/quoted';

/** Flags that name a file to read, and to write. */
const inputs = ['spec', 'observations', 'measurements'];
const outputs = ['json', 'junit', 'html', 'markdown', 'csv'];
/** Commands whose --state is read; where a lab is tested it is written. */
const readers = new Set(['diff', 'explain']);

/**
 * Refuses to start where an output would overwrite an input or another output, or could not be written in the end.
 * Where one goes to standard output, nothing else does.
 * @param argument whether the command's arguments are files to read as well
 */
export function keepsFilesApart(command: Command, argument = false): Command {
  return command.hook('preAction', () => {
    const flags = command.opts<Record<string, unknown>>();
    const named = (keys: readonly string[]) =>
      keys.flatMap((key) => (typeof flags[key] === 'string' ? [{ what: `--${key}`, file: flags[key] }] : []));
    const state = named(['state']);
    const readsState = flags.target === clusterTarget || readers.has(command.name());
    const read = argument ? command.args.map((file) => ({ what: 'the results file', file })) : [];
    const written = [...named(outputs), ...(readsState ? [] : state)];
    refuseOverwriting([...read, ...named(inputs), ...(readsState ? state : [])], written);
    for (const output of written) refuseUnwritable(output);
    if (written.some(({ file }) => file === standardOutput)) command.setOptionValue('quiet', true);
  });
}

interface NamedFile {
  readonly what: string;
  readonly file: string;
}

/** @throws UsageError that names both */
function refuseOverwriting(read: readonly NamedFile[], written: readonly NamedFile[]): void {
  written.forEach(({ what, file }, i) => {
    const other = [...read, ...written.slice(0, i)].find((earlier) => sameFile(earlier.file, file));
    if (other)
      throw new UsageError(
        `${what} ${quoted(file)}: this would overwrite ${other.what} ${quoted(other.file)}; name another file`,
      );
  });
}

/** @throws UsageError that says what is in the way */
function refuseUnwritable({ what, file }: NamedFile): void {
  if (file === standardOutput) return;
  const trouble = troubleWith(file);
  if (trouble) throw new UsageError(`${what} ${quoted(file)}: ${trouble}; name another file`);
}

function troubleWith(file: string): string | undefined {
  if (file === '') return 'this is no name of a file';
  const there = statusOf(file);
  if (there?.isDirectory()) return 'this is a folder';
  const folder = dirname(there ? file : linkedTo(file));
  if (!there && !statusOf(folder)?.isDirectory()) return `there is no folder ${quoted(folder)}`;
  try {
    accessSync(there ? file : folder, constants.W_OK);
    return undefined;
  } catch (error) {
    return `it cannot be written (${systemCodeOf(error)})`;
  }
}

/** Where a link without a target leads; any other path as it is. */
function linkedTo(file: string): string {
  try {
    return resolve(dirname(file), readlinkSync(file));
  } catch {
    return file;
  }
}

/** Whether two paths lead to one file, be it by a link; devices such as /dev/null may be named twice. */
function sameFile(one: string, other: string): boolean {
  const [a, b] = [statusOf(one), statusOf(other)];
  if (a && b) return a.isFile() && a.dev === b.dev && a.ino === b.ino;
  return !a && !b && resolve(one) === resolve(other);
}

/** What is there; nothing also where the way to it is none. */
function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
