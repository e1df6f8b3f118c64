/** Programs of this machine with the libraries that they are linked with, for images that have only Debian's base. */
import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { exec } from '../../../../lib/base/exec';
import type { LayerFiles } from './layer';

/**
 * The files for programs by the names under which the PATH is to have them. Each stays at its own path, as it may look
 * for libraries relative to that. Libraries that the image has already (`present`) are its own.
 */
export async function linkedFiles(
  programs: Readonly<Record<string, string>>,
  present: ReadonlySet<string>,
): Promise<LayerFiles> {
  const copied: Record<string, string> = {};
  const links: Record<string, string> = {};
  for (const [name, found] of Object.entries(programs)) {
    const program = realpathSync(found);
    copied[program] = program;
    if (program !== `/usr/local/bin/${name}`) links[`/usr/local/bin/${name}`] = program;
    for (const library of librariesIn(await exec('ldd', [program])))
      if (!present.has(library)) copied[library] = realpathSync(library);
  }
  return { programs: copied, links };
}

/** What `ldd` says: `NAME => PATH (ADDRESS)`, and the loader as `PATH (ADDRESS)`. */
function librariesIn(output: string): string[] {
  return output.split('\n').flatMap((line) => {
    const path = /(?:^|\s)(\/\S+) \(0x/.exec(line)?.[1];
    return path === undefined ? [] : [join(realpathSync(dirname(path)), basename(path))];
  });
}
