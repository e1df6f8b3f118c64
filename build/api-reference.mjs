/**
 * Writes the API reference from the sources' doc comments: node build/api-reference.mjs [FOLDER]. FOLDER is docs/api where
 * none is given; it gets a page for each of the package's entries, and one that lists them. What is read is what the compiler knows: its own API,
 * which TypeScript calls unstable, and nothing but these pages depends on it.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { indexOf, pageOf } from './api-reference/page.mjs';
import { readEntries } from './api-reference/read.mjs';

/** The package's entries, each with its source. What two have is described with the first. */
const entries = [
  { name: 'cni-testbed/planner', source: 'lib/planner.ts' },
  { name: 'cni-testbed', source: 'lib/index.ts' },
  { name: 'cni-testbed/cdktf', source: 'lib/cdktf.ts' },
];

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = process.argv[2] ?? join(root, 'docs/api');

mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (name.endsWith('.md')) rmSync(join(folder, name));
const read = readEntries(root, entries);
for (const entry of read) writeFileSync(join(folder, entry.page), pageOf(entry));
writeFileSync(join(folder, 'README.md'), indexOf(read));
