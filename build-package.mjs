/** What other CDKTF apps import: dist/index.js, and its declarations with those that they refer to, and no others. */
import { execFileSync } from 'node:child_process';
import { readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const root = dirname(fileURLToPath(import.meta.url));
const types = join(root, 'dist/types');

buildSync({
  entryPoints: { index: join(root, 'lib/aws/index.ts') },
  outdir: join(root, 'dist'),
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  logLevel: 'warning',
});
rmSync(types, { recursive: true, force: true });
declare();
prune();

function declare() {
  const config = join(root, 'dist/declarations.json');
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    outDir: 'types',
    rootDir: '..',
  };
  const project = { extends: '../tsconfig.json', compilerOptions, include: [], files: ['../lib/aws/index.ts'] };
  writeFileSync(config, JSON.stringify(project));
  tsc('--project', config);
  rmSync(config);
}

/** The compiler has written a declaration for every source; sources import more of one another than declarations do. */
function prune() {
  const options = ['--ignoreConfig', '--listFilesOnly', '--module', 'commonjs', '--moduleResolution', 'bundler'];
  const listed = tsc(join(types, 'lib/aws/index.d.ts'), ...options).split(/\r?\n/).filter(Boolean);
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
