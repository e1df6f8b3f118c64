/** Files that a command reads and writes: none may be written over another, however the paths are spelled. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { UsageError } from './exit-codes';
import { quoted } from './quoted';

/** Flags that name a file to read, and to write. */
const inputs = ['spec', 'observations'];
const outputs = ['json', 'junit', 'html', 'markdown'];

/**
 * Refuses to start where an output would overwrite an input or another output.
 * @param argument whether the command's arguments are files to read as well
 */
export function keepsFilesApart(command: Command, argument = false): Command {
  return command.hook('preAction', () => {
    const flags = command.opts<Record<string, unknown>>();
    const named = (keys: readonly string[]) =>
      keys.flatMap((key) => (typeof flags[key] === 'string' ? [{ what: `--${key}`, file: flags[key] }] : []));
    const read = argument ? command.args.map((file) => ({ what: 'the results file', file })) : [];
    refuseOverwriting([...read, ...named(inputs)], named(outputs));
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

/** Whether two paths lead to one file, be it by a link; devices such as /dev/null may be named twice. */
function sameFile(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false }));
  if (a && b) return a.isFile() && a.dev === b.dev && a.ino === b.ino;
  return !a && !b && resolve(one) === resolve(other);
}
