/** What is in the package, and what it asks its users to install. */
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { packageRoot } from '../../lib/base/package-root';
import { filesIn, manifestIn } from './packed';

export function contentsTests(unpacked: () => string): void {
  test('holds the programs, their maps, the files that they read, and declarations', () => {
    const files = filesIn(unpacked());
    expect(files.filter((path) => !/^(lib|dist\/types)\//.test(path))).toEqual([
      'LICENSE',
      'README.md',
      'dist/agent.js',
      'dist/agent.js.map',
      'dist/api.js',
      'dist/html-report.js',
      'dist/index.js',
      'dist/job-prober.js',
      'dist/probe-shard.js',
      'dist/probe-shard.js.map',
      'dist/testbed.js',
      'dist/testbed.js.map',
      'package.json',
    ]);
    const read = filesIn(join(packageRoot, 'lib')).filter((path) => !/\.ts$|\/terminal\.html$/.test(path));
    expect(files.filter((path) => path.startsWith('lib/'))).toEqual(read.map((path) => `lib/${path}`));
  });

  test('has no declaration that its entries do not lead to, and none that leads to a file that is missing', () => {
    const declarations = filesIn(unpacked()).filter((path) => path.startsWith('dist/types/'));
    const found = reached(unpacked(), 'dist/types/lib/index.d.ts');
    expect([...reached(unpacked(), 'dist/types/lib/api.d.ts', found)].sort()).toEqual(declarations);
  });

  test('asks for the packages that its programs load and its declarations name, and for no other', async () => {
    const { dependencies, peerDependencies } = manifestIn(unpacked());
    const asked = Object.keys({ ...dependencies, ...peerDependencies });
    const loaded = await loadedBy(filesIn(unpacked()).filter((path) => /^dist\/[^/]+\.js$/.test(path)));
    expect(asked.sort()).toEqual(loaded);
    const named = filesIn(unpacked()).flatMap((path) =>
      path.endsWith('.d.ts') ? packagesNamedIn(path) : [],
    );
    expect(named.filter((name) => !asked.includes(name))).toEqual([]);
  });

  test('takes CDKTF, constructs and the provider from the app, which must have no second copy of them', () => {
    const { dependencies, peerDependencies, devDependencies } = manifestIn(unpacked());
    expect(Object.keys(peerDependencies)).toEqual(['@cdktf/provider-aws', 'cdktf', 'constructs']);
    expect(Object.keys(devDependencies)).toEqual(expect.arrayContaining(Object.keys(peerDependencies)));
    expect(Object.keys(dependencies).filter((name) => name in peerDependencies)).toEqual([]);
  });

  const text = (path: string) => readFileSync(join(unpacked(), path), 'utf8');

  async function loadedBy(programs: readonly string[]): Promise<string[]> {
    const { metafile } = await build({
      entryPoints: programs.map((path) => join(unpacked(), path)),
      outdir: join(unpacked(), 'nowhere'),
      bundle: true,
      packages: 'external',
      platform: 'node',
      metafile: true,
      write: false,
      logLevel: 'error',
    });
    const imports = Object.values(metafile.inputs).flatMap((input) => input.imports.map(({ path }) => path));
    const names = imports.filter((path) => !path.startsWith('node:')).map(packageOf);
    return [...new Set(names)].filter((name) => !builtinModules.includes(name)).sort();
  }

  const packagesNamedIn = (path: string) =>
    specifiers(text(path))
      .filter((name) => !/^(\.|node:)/.test(name))
      .map(packageOf);

  /** Declarations that the one refers to, itself included. */
  function reached(folder: string, path: string, seen = new Set<string>()): Set<string> {
    if (seen.has(path)) return seen;
    seen.add(path);
    for (const name of specifiers(text(path)).filter((specifier) => specifier.startsWith('.'))) {
      const target = join(path, '..', name);
      const file = filesIn(folder).find((known) =>
        [`${target}.d.ts`, `${target}/index.d.ts`].includes(known),
      );
      reached(folder, file ?? `${target}.d.ts`, seen);
    }
    return seen;
  }
}

const specifiers = (text: string): string[] =>
  Array.from(
    text.matchAll(/(?:\bfrom\s+|\bimport\(\s*|reference types=)['"]([^'"]+)['"]/g),
    (match) => match[1]!,
  );

/** `@cdktf/provider-aws` of `@cdktf/provider-aws/lib/vpc`. */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
