/** Files of Go modules that are no programs: charts, scripts, sources of eBPF programs. */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exec } from '../../../../lib/base/exec';
import type { Step } from '../step';
import { download, type GoModule } from './module';

/** The work that copies files and folders of a module into the cache: by their paths there, those in the module. */
export const filesStep = (name: string, module: GoModule, files: Readonly<Record<string, string>>): Step => ({
  name,
  what: `${name} of ${module.path} ${module.version}`,
  recipe: { module, files },
  outputs: Object.keys(files),
  build: async (folder) => {
    const { folder: source } = await download(module);
    for (const [to, from] of Object.entries(files)) await copyWritable(join(source, from), join(folder, to));
  },
});

/** Copies a file or folder; in Go's cache nothing may be written, not even by its owner. */
export async function copyWritable(from: string, to: string): Promise<void> {
  mkdirSync(dirname(to), { recursive: true });
  await exec('cp', ['-r', '--no-preserve=mode', from, to]);
}
