/**
 * What other programs import: the package's entries, which share one copy of what they have in common, so that an error
 * of one is an instance of another's class. esbuild splits ES modules only, and CommonJS is what every program can load,
 * also by `import`: thus the parts are made as the one and then turned into the other.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, transformSync } from 'esbuild';
import { cdktfEntry, cdktnEntry } from './cdktn.mjs';

/** Writes the entries and their parts into the options' folder. */
export async function bundleEntries(options) {
  const { absWorkingDir: root, outdir } = options;
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { outputFiles } = await build({
    ...options,
    entryPoints: {
      index: 'lib/index.ts',
      planner: 'lib/planner.ts',
      'parts/cdktf': cdktfEntry,
      'parts/cdktn': 'cdktn',
      'parts/missing-peer': 'lib/provision/stacks/missing-peer.ts',
    },
    external: Object.keys({ ...dependencies, ...peerDependencies }), // whoever installs the package has these
    plugins: [await cdktnEntry(options)],
    format: 'esm',
    splitting: true,
    chunkNames: 'parts/[name]-[hash]',
    write: false,
  });
  const parts = join(outdir, 'parts');
  rmSync(parts, { recursive: true, force: true }); // their names have digests: those of another build would stay
  mkdirSync(parts, { recursive: true });
  for (const { path, text } of outputFiles) writeFileSync(path, asCommonJs(text, options));
  for (const name of ['cdktf', 'cdktn']) writeFileSync(join(outdir, `${name}.js`), withPeers(name));
}

/** No import() is left: Jest has none, and require takes everything that the package loads. */
function asCommonJs(text, { platform, target }) {
  const supported = { 'dynamic-import': false };
  return transformSync(text, { format: 'cjs', platform, target, supported }).code;
}

/** An entry that needs packages which not everybody has who installs this one: it says which. */
const withPeers = (name) => `'use strict';
try {
  module.exports = require('./parts/${name}.js');
} catch (error) {
  throw require('./parts/missing-peer.js').missingPeer(error, '${name}');
}
`;
