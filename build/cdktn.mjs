/**
 * The package's entry for CDK Terrain (`cdktn`) is the one for CDKTF by other names: the files that lead to CDKTF are
 * taken a second time, with the successor's packages in the place of CDKTF's, and all other files are shared.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

/** The entry for apps of CDKTF. */
export const cdktfEntry = 'lib/cdktf.ts';

/** The package of CDK Terrain that takes the place of one of CDKTF's; any other name as it is. */
export const inCdktn = (name) => name.replace(/^(@?)cdktf(?=\/|$)/, '$1cdktn');

/** Files that lead to CDKTF, of files with what each imports: names of packages and other files. */
export function filesOnCdktf(imports) {
  const found = new Set();
  const leads = (name) => found.has(name) || inCdktn(name) !== name;
  for (;;) {
    const more = [...imports].filter(([file, names]) => !found.has(file) && names.some(leads));
    if (more.length === 0) return found;
    for (const [file] of more) found.add(file);
  }
}

/** A plug-in for esbuild: the entry point `cdktn`. */
export async function cdktnEntry(options) {
  const root = options.absWorkingDir;
  const files = await sourcesOnCdktf(options);
  const namespace = 'cdktn';
  const setup = (build) => {
    build.onResolve({ filter: /^cdktn$/ }, ({ kind }) =>
      kind === 'entry-point' ? { path: join(root, cdktfEntry), namespace } : undefined,
    );
    build.onLoad({ filter: /./, namespace }, ({ path }) => ({
      contents: readFileSync(path, 'utf8'),
      loader: 'ts',
      resolveDir: dirname(path),
    }));
    build.onResolve({ filter: /./, namespace }, async ({ path, resolveDir, kind, importer }) => {
      const successor = inCdktn(path);
      if (successor !== path) return { path: successor, external: true };
      const found = await build.resolve(path, { resolveDir, kind, importer, namespace: 'file' });
      return files.has(found.path) ? { ...found, namespace } : found;
    });
  };
  return { name: namespace, setup };
}

/** Paths of the sources that lead to CDKTF, by static or dynamic imports. */
async function sourcesOnCdktf(options) {
  const { metafile } = await build({
    ...options,
    entryPoints: [cdktfEntry],
    packages: 'external',
    metafile: true,
    write: false,
  });
  const imports = Object.entries(metafile.inputs).map(([file, input]) => [
    file,
    input.imports.map(({ path }) => path),
  ]);
  return new Set([...filesOnCdktf(imports)].map((file) => join(options.absWorkingDir, file)));
}
