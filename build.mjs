/**
 * Builds what runs and what is packed: node build.mjs [WHAT …] [--out FOLDER]. WHAT: programs (the command line and what it
 * loads; the default), job (the program of the connectivity Jobs), app (the CDKTF app), package (what other programs
 * import), pictures (the program that makes the README's), real (the program of test/real), empty-app (what the bench
 * compares the app with). FOLDER is dist where none is given.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, buildSync } from 'esbuild';
import { declareEntries } from './build/declarations.mjs';
import { bundleEntries } from './build/entries.mjs';
import { ownMaps } from './build/own-maps.mjs';

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
  async programs() {
    const entryPoints = {
      testbed: 'lib/cli/testbed.ts',
      agent: 'lib/lab/agent/agent.ts',
      'probe-shard': 'lib/lab/agent/probe-shard.ts',
      'html-report': 'lib/report/html/index.ts',
      bench: 'lib/bench/bench.ts',
    };
    const external = ['koffi', '@aws-sdk/*', ...stacks];
    await build({
      ...common,
      entryPoints,
      external,
      sourcemap: true,
      sourcesContent: false,
      plugins: [ownMaps],
    });
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
  async package() {
    await bundleEntries(common);
    declareEntries(common);
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
  await parts[name]();
}
