/** An app as `cdktf init --template=typescript` makes it, with this package installed; nothing is fetched for it. */
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';
import { page } from '../docs/pages';
import { manifestIn } from './packed';

const modules = join(packageRoot, 'node_modules');
/** CDKTF's template for TypeScript. */
export const template = join(modules, 'cdktf-cli/bundle/templates/typescript');
/** Of what the template installs, that which is here; it has its compiler beside the app, see `typescripts`. */
const installed = ['@cdktf/provider-aws', '@types/jest', '@types/node', 'cdktf', 'constructs', 'jest'];

/** Compilers: the last kind that ts-node and ts-jest, which the template runs on, can use, and this project's own. */
export const typescripts = {
  older: join(dirname(from('cdktf-cli', 'jsii', 'typescript')), 'bin/tsc'),
  own: join(modules, 'typescript/bin/tsc'),
};

/** Writes the app, its main.ts and what else is in `app/`. */
export function writeApp(folder: string, main: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(template).filter((name) => !name.startsWith('.')))
    cpSync(join(template, name), join(folder, name), { recursive: true });
  for (const name of ['package.json', 'cdktf.json']) fill(join(folder, name));
  for (const name of ['own.ts', 'use-api.ts']) cpSync(join(__dirname, 'app', name), join(folder, name));
  cpSync(join(__dirname, 'app/lab-test.ts'), join(folder, '__tests__/lab-test.ts'));
  writeFileSync(join(folder, 'main.ts'), main);
}

/** Installs the unpacked package in a folder, and beside it what it and the template ask for, and nothing else. */
export function install(unpacked: string, folder: string): void {
  installWith(unpacked, folder, Object.fromEntries(installed.map((name) => [name, join(modules, name)])));
}

/** Installs the unpacked package with its dependencies, and beside it these packages, by where they are. */
export function installWith(
  unpacked: string,
  folder: string,
  packages: Readonly<Record<string, string>>,
): void {
  const { name, dependencies } = manifestIn(unpacked);
  const place = join(folder, 'node_modules');
  cpSync(unpacked, join(place, name), { recursive: true });
  const own = Object.keys(dependencies).map((wanted) => [wanted, join(modules, wanted)] as const);
  for (const [wanted, origin] of Object.entries({ ...Object.fromEntries(own), ...packages })) {
    mkdirSync(dirname(join(place, wanted)), { recursive: true });
    symlinkSync(origin, join(place, wanted));
  }
  mkdirSync(join(place, '.bin'));
  symlinkSync(join('..', name, 'dist/testbed.js'), join(place, '.bin/testbed'));
}

/** The first example of docs/constructs.md. */
export function docsExample(): string {
  const { blocks } = page('docs/constructs.md');
  return blocks.find(({ language }) => language === 'ts')!.lines.join('\n');
}

/** What `cdktf init` fills in. */
function fill(file: string): void {
  const text = readFileSync(file, 'utf8');
  const values: Readonly<Record<string, string>> = {
    $base: 'app',
    sendCrashReports: 'false',
    futureFlags: '',
  };
  writeFileSync(
    file,
    text.replace(/\{\{\s*(\S+?)\s*\}\}/g, (_, key: string) => values[key] ?? 'any'),
  );
}

/** Where the last of these packages is, seen from the one before it. */
function from(first: string, ...rest: string[]): string {
  const start = join(modules, first, 'package.json');
  return rest.reduce((file, name) => createRequire(file).resolve(`${name}/package.json`), start);
}
