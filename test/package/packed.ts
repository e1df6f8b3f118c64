/** This package as it is published: packed by npm from the sources as they are, in a folder of its own. */
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join, sep } from 'node:path';
import { exec } from '../../lib/base/exec';
import { packageRoot } from '../../lib/base/package-root';

export interface Manifest {
  readonly name: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, unknown>>;
  /** By entry. */
  readonly exports: Readonly<Record<string, { readonly types: string; readonly default: string }>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** What a clone has that npm needs. The tests' own build in dist may be in use, so that nothing is built there. */
const cloned = [
  'build',
  'build.mjs',
  'CHANGELOG.md',
  'examples',
  'lib',
  'LICENSE',
  'main.ts',
  'package.json',
  'README.md',
  'tsconfig.json',
];

/** Packs the package and unpacks it into `folder`, as an installation does. Returns where its files are. */
export async function packInto(folder: string): Promise<string> {
  const clone = join(folder, 'clone');
  mkdirSync(clone, { recursive: true });
  for (const name of cloned) cpSync(join(packageRoot, name), join(clone, name), { recursive: true });
  symlinkSync(join(packageRoot, 'node_modules'), join(clone, 'node_modules'));
  await exec('npm', ['pack', '--offline', '--ignore-scripts=false', '--pack-destination', folder], {
    cwd: clone,
    env: process.env,
  });
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'))!;
  await exec('tar', ['-xzf', archive], { cwd: folder });
  return join(folder, 'package');
}

export function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** Paths of all files in a folder, with slashes, in order. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => path.split(sep).join('/'))
    .sort();
}
