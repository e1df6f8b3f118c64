/**
 * Builds what runs and what is packed: node build.mjs [WHAT …] [--out FOLDER]. WHAT: programs (the command line and what it
 * loads; the default), job (the program of the connectivity Jobs), app (the CDKTF app), package (what other programs
 * import), pictures (the program that makes the README's), real (the program of test/real), empty-app (what the bench
 * compares the app with). FOLDER is dist where none is given.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';

const root = dirname(fileURLToPath(import.meta.url));
const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } });
const out = values.out ?? join(root, 'dist');

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  logLevel: 'warning',
  outdir: out,
};

/** What only apps need, that build stacks: the command line never loads it. */
const stacks = ['cdktf', 'constructs', '@cdktf/*'];

const parts = {
  programs() {
    const entryPoints = {
      testbed: 'lib/cli/testbed.ts',
      agent: 'lib/lab/agent/agent.ts',
      'probe-shard': 'lib/lab/agent/probe-shard.ts',
      'html-report': 'lib/report/html/index.ts',
      bench: 'lib/bench/bench.ts',
    };
    buildSync({ ...common, entryPoints, external: ['koffi', '@aws-sdk/*', ...stacks], sourcemap: true });
  },
  job() {
    buildSync({ ...common, entryPoints: { 'job-prober': 'lib/cluster/job/job-prober.ts' }, minify: true });
  },
  app() {
    buildSync({
      ...common,
      entryPoints: { main: 'main.ts' },
      external: ['@aws-sdk/*'],
      alias: { archiver: './lib/provision/stacks/no-archiver.ts' },
      minifyWhitespace: true,
    });
  },
  'empty-app'() {
    const entryPoints = { 'empty-app': 'lib/provision/aws/empty-app.ts' };
    buildSync({ ...common, entryPoints, packages: 'external' });
  },
  package() {
    const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const external = Object.keys({ ...dependencies, ...peerDependencies }); // whoever installs the package has these
    buildSync({ ...common, entryPoints: { index: 'lib/index.ts', api: 'lib/api.ts' }, external });
    declare('lib/index.ts', 'lib/api.ts');
  },
  real() {
    buildSync({ ...common, entryPoints: { real: 'test/real/real.ts' }, external: ['koffi'] });
  },
  pictures() {
    const entryPoints = { pictures: 'lib/report/pictures.ts' };
    buildSync({ ...common, entryPoints, external: ['playwright-core'] });
  },
};

for (const name of positionals.length > 0 ? positionals : ['programs']) {
  if (!Object.hasOwn(parts, name)) {
    console.error(`build.mjs: no part is called "${name}": choose of ${Object.keys(parts).join(', ')}`);
    process.exit(2);
  }
  parts[name]();
}

/** Declarations of what the package's entries export, with those that they refer to, and no others. */
function declare(...entries) {
  const types = join(out, 'types');
  rmSync(types, { recursive: true, force: true });
  const config = join(out, 'declarations.json');
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    outDir: types,
    rootDir: root,
  };
  const files = entries.map((entry) => join(root, entry));
  const project = { extends: join(root, 'tsconfig.json'), compilerOptions, include: [], files };
  writeFileSync(config, JSON.stringify(project));
  tsc('--project', config);
  rmSync(config);
  prune(
    types,
    entries.map((entry) => join(types, entry.replace(/\.ts$/, '.d.ts'))),
  );
}

/** The compiler has written a declaration for every source; sources import more of one another than declarations do. */
function prune(types, entries) {
  const options = ['--ignoreConfig', '--listFilesOnly', '--module', 'commonjs', '--moduleResolution', 'bundler'];
  const listed = tsc(...entries, ...options)
    .split(/\r?\n/)
    .filter(Boolean);
  const needed = new Set(listed.map((file) => realpathSync(file)));
  for (const name of readdirSync(types, { recursive: true, encoding: 'utf8' })) {
    const file = join(types, name);
    if (name.endsWith('.d.ts') && !needed.has(realpathSync(file))) rmSync(file);
  }
}

function tsc(...args) {
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  try {
    return execFileSync(process.execPath, [compiler, ...args], { cwd: root, encoding: 'utf8' });
  } catch ({ stdout, message }) {
    console.error(stdout || message);
    process.exit(1);
  }
}
