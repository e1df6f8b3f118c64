/** The types of what other programs import: declarations of the package's entries. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { cdktfEntry, filesOnCdktf, inCdktn } from './cdktn.mjs';

const entries = ['lib/index.ts', 'lib/planner.ts', cdktfEntry];

/** Writes the declarations of the entries, with those that they refer to, and no others. */
export function declareEntries({ absWorkingDir: root, outdir }) {
  const types = join(outdir, 'types');
  const tsc = compilerIn(root);
  rmSync(types, { recursive: true, force: true });
  const config = join(outdir, 'declarations.json');
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    outDir: types,
    rootDir: root,
    typeRoots: [join(root, 'node_modules/@types')],
  };
  const files = entries.map((entry) => join(root, entry));
  const project = { extends: join(root, 'tsconfig.json'), compilerOptions, include: [], files };
  writeFileSync(config, JSON.stringify(project));
  tsc('--project', config);
  rmSync(config);
  prune(types, tsc);
  declareForCdktn(types);
}

/** The compiler has written a declaration for every source; sources import more of one another than declarations do. */
function prune(types, tsc) {
  const options = [
    '--ignoreConfig',
    '--listFilesOnly',
    '--module',
    'commonjs',
    '--moduleResolution',
    'bundler',
  ];
  const declared = entries.map((entry) => join(types, entry.replace(/\.ts$/, '.d.ts')));
  const listed = tsc(...declared, ...options)
    .split(/\r?\n/)
    .filter(Boolean);
  const needed = new Set(listed.map((file) => realpathSync(file)));
  for (const file of declarationsIn(types)) if (!needed.has(realpathSync(file))) rmSync(file);
}

/** Those that lead to CDKTF are there a second time for CDK Terrain, in a folder of their own. */
function declareForCdktn(types) {
  const texts = new Map(declarationsIn(types).map((file) => [file, readFileSync(file, 'utf8')]));
  const fileOf = (from, name) =>
    (name.startsWith('.') ? ['.d.ts', '/index.d.ts'] : [])
      .map((end) => resolve(dirname(from), name) + end)
      .find((file) => texts.has(file));
  const imports = [...texts].map(([file, text]) => [
    file,
    Array.from(text.matchAll(named), ([, , , name]) => fileOf(file, name) ?? name),
  ]);
  const found = filesOnCdktf(imports);
  for (const file of found) {
    const copy = join(types, 'cdktn', relative(join(types, 'lib'), file));
    const inCopy = (name) => {
      const shared = fileOf(file, name);
      if (!shared || found.has(shared)) return inCdktn(name);
      return relative(dirname(copy), shared).replace(/\.d\.ts$/, '');
    };
    mkdirSync(dirname(copy), { recursive: true });
    writeFileSync(
      copy,
      texts.get(file).replace(named, (_, before, quote, name) => `${before}${quote}${inCopy(name)}${quote}`),
    );
  }
}

/** What a declaration imports: what stands before it, its quotes, its name. */
const named = /(\bfrom\s+|\bimport\(\s*)(['"])([^'"]+)\2/g;

function declarationsIn(types) {
  return readdirSync(types, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.d.ts'))
    .map((name) => join(types, name));
}

function compilerIn(root) {
  const compiler = join(
    dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
    'bin/tsc',
  );
  return (...args) => {
    try {
      return execFileSync(process.execPath, [compiler, ...args], { cwd: root, encoding: 'utf8' });
    } catch ({ stdout, message }) {
      console.error(stdout || message);
      process.exit(1);
    }
  };
}
