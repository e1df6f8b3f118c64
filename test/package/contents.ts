/** What is in the package, and what it asks its users to install. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { packageRoot } from '../../lib/base/package-root';
import { filesIn, manifestIn } from './packed';

export function contentsTests(unpacked: () => string): void {
  let files: ReadonlySet<string> | undefined;
  const packed = () => {
    files ??= new Set(filesIn(unpacked()));
    return files;
  };

  test('holds the programs, their maps, the files that they read, and declarations', () => {
    const paths = [...packed()];
    expect(paths.filter((path) => !/^(lib|dist\/types|dist\/parts)\//.test(path))).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist/agent.js',
      'dist/agent.js.map',
      'dist/cdktf.js',
      'dist/cdktn.js',
      'dist/html-report.js',
      'dist/index.js',
      'dist/job-prober.js',
      'dist/planner.js',
      'dist/probe-shard.js',
      'dist/probe-shard.js.map',
      'dist/testbed.js',
      'dist/testbed.js.map',
      'examples/README.md',
      'examples/cdktf/__tests__/testbed.test.ts',
      'examples/cdktf/main.ts',
      'examples/plan/plan.test.ts',
      'package.json',
    ]);
    const read = filesIn(join(packageRoot, 'lib')).filter((path) => !/\.ts$|\/terminal\.html$/.test(path));
    expect(paths.filter((path) => path.startsWith('lib/'))).toEqual(read.map((path) => `lib/${path}`));
  });

  test('is at most 3 MB as it is downloaded', () => {
    const place = join(unpacked(), '..');
    const archive = readdirSync(place).find((name) => name.endsWith('.tgz'))!;
    expect(statSync(join(place, archive)).size).toBeLessThan(3_000_000);
  });

  const typesOf = (entry: string) => manifestIn(unpacked()).exports[entry]!.types!.replace(/^\.\//, '');
  const entries = ['.', './planner', './cdktf', './cdktn'];

  test('has no declaration that its entries do not lead to, and none that leads to a file that is missing', () => {
    const declarations = [...packed()].filter((path) => path.startsWith('dist/types/'));
    const found = new Set<string>();
    for (const entry of entries) reached(typesOf(entry), found);
    expect([...found].sort()).toEqual(declarations);
  });

  test('has no part that its entries do not load', async () => {
    const { inputs } = await loaded(entries.map((entry) => manifestIn(unpacked()).exports[entry]!.default));
    const found = Object.keys(inputs).flatMap((path) => /dist\/parts\/.*$/.exec(path) ?? []);
    expect(found.sort()).toEqual([...packed()].filter((path) => path.startsWith('dist/parts/')));
  });

  test.each([
    ['.', ['zod']],
    ['./planner', ['zod']],
    ['./cdktf', ['@cdktf/provider-aws', 'cdktf', 'constructs', 'zod']],
    ['./cdktn', ['@cdktn/provider-aws', 'cdktn', 'constructs', 'zod']],
  ])('names in the declarations of %s the packages that it needs, and no others', (entry, needed) => {
    const named = [...reached(typesOf(entry))].flatMap((path) => packagesNamedIn(path));
    expect([...new Set(named)].sort()).toEqual(needed);
  });

  test('asks for the packages that its programs load and its declarations name, and for no other', async () => {
    const { dependencies, peerDependencies } = manifestIn(unpacked());
    const asked = Object.keys({ ...dependencies, ...peerDependencies });
    const loaded = await loadedBy([...packed()].filter((path) => /^dist\/[^/]+\.js$/.test(path)));
    expect(asked.sort()).toEqual(loaded);
    const named = [...packed()].flatMap((path) => (path.endsWith('.d.ts') ? packagesNamedIn(path) : []));
    expect(named.filter((name) => !asked.includes(name))).toEqual([]);
  });

  test('takes CDKTF, constructs and the provider from the app, which must have no second copy of them', () => {
    const { dependencies, peerDependencies, devDependencies } = manifestIn(unpacked());
    const ofCdktf = ['@cdktf/provider-aws', 'cdktf', 'constructs'];
    expect(Object.keys(peerDependencies)).toEqual([...ofCdktf, '@cdktn/provider-aws', 'cdktn'].sort());
    expect(Object.keys(devDependencies)).toEqual(expect.arrayContaining(ofCdktf));
    expect(Object.keys(dependencies).filter((name) => name in peerDependencies)).toEqual([]);
  });

  test('installs none of them for those who have no such app', () => {
    const { peerDependencies, peerDependenciesMeta } = manifestIn(unpacked());
    const optional = Object.keys(peerDependencies).map((name) => [name, { optional: true }]);
    expect(peerDependenciesMeta).toEqual(Object.fromEntries(optional));
  });

  const text = (path: string) => readFileSync(join(unpacked(), path), 'utf8');

  async function loadedBy(programs: readonly string[]): Promise<string[]> {
    const { inputs } = await loaded(programs);
    const imports = Object.values(inputs).flatMap((input) => input.imports);
    const names = imports.filter(({ external, path }) => external && !path.startsWith('node:'));
    return [...new Set(names.map(({ path }) => packageOf(path)))]
      .filter((name) => !builtinModules.includes(name))
      .sort();
  }

  async function loaded(programs: readonly string[]): Promise<Metafile> {
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
    return metafile;
  }

  const packagesNamedIn = (path: string) =>
    specifiers(text(path))
      .filter((name) => !/^(\.|node:)/.test(name))
      .map(packageOf);

  /** Declarations that the one refers to, itself included. */
  function reached(path: string, seen = new Set<string>()): Set<string> {
    if (seen.has(path)) return seen;
    seen.add(path);
    for (const name of specifiers(text(path)).filter((specifier) => specifier.startsWith('.'))) {
      const target = join(path, '..', name);
      const file = [`${target}.d.ts`, `${target}/index.d.ts`].find((known) => packed().has(known));
      reached(file ?? `${target}.d.ts`, seen);
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
