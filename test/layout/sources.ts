/** The source files as text, and what they import. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';

export const root = join(__dirname, '..', '..');

export interface Source {
  /** Path from the root, with slashes. */
  readonly path: string;
  readonly text: string;
  /** As they are written. */
  readonly imports: readonly string[];
}

/** All TypeScript files of a folder of the project, and of the folders in it. */
export function sourcesIn(folder: string): Source[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => sourceOf(join(folder, name)));
}

export function sourceOf(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8');
  return { path: path.split(sep).join('/'), text, imports: importsOf(text) };
}

/** Everything that a file names in import, export … from, import() and require(). */
export function importsOf(text: string): string[] {
  return Array.from(
    text.matchAll(/(?:\bfrom|\bimport|\brequire\(|\bimport\()\s*'([^']+)'/g),
    (match) => match[1]!,
  );
}

/** Which part of lib/ a file is in: the name of a folder, or of a file that lies there by itself. */
export function partOf(path: string): string {
  return path.split('/')[1]!.replace(/\.ts$/, '');
}

/** Parts of lib/ that a file imports, its own left out. */
export function partsImportedBy({ path, imports }: Source): string[] {
  const parts = imports
    .filter((name) => name.startsWith('.'))
    .map((name) =>
      relative(root, normalize(join(root, dirname(path), name)))
        .split(sep)
        .join('/'),
    )
    .map(partOf);
  return [...new Set(parts)].filter((part) => part !== partOf(path));
}
