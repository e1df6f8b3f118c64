/**
 * Images without a registry. They are imported and unpacked once, by a node that does nothing else; every other node gets
 * what its containerd then had, as hard links: layers are only read. Databases are copied.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { exec } from '../../../lib/base/exec';
import type { Parts } from '../build';
import { inMachineOf, run, startMachine } from './namespaces';

/** The folder of a containerd that has these images; made where there is none yet. `scripts` is the folder with start.sh. */
export async function unpackedImages(
  images: readonly string[],
  parts: Parts,
  scripts: string,
  say: (line: string) => void,
): Promise<string> {
  const store = join(parts.folder, 'unpacked');
  const wanted = join(store, keyOf(images));
  if (existsSync(wanted)) return wanted;
  say(`unpacking ${images.length} images, once`);
  const folder = join(store, `${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    const { pid, release } = await startMachine(scripts, ['images', folder, parts.folder]);
    await importAll(pid, images).finally(release);
    renameSync(join(folder, 'containerd'), wanted);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return wanted;
}

/** Puts unpacked images where a node's containerd will find them. */
export async function linkImages(unpacked: string, folder: string): Promise<void> {
  await exec('cp', ['--archive', '--link', unpacked, folder]);
  for (const database of databasesIn(folder)) {
    const copy = `${database}.copy`;
    copyFileSync(database, copy);
    renameSync(copy, database);
  }
}

async function importAll(machine: number, images: readonly string[]): Promise<void> {
  const inside = inMachineOf(machine);
  await run([
    ...inside,
    'timeout',
    '60',
    'sh',
    '-c',
    'until ctr version >/dev/null 2>&1; do sleep 0.1; done',
  ]);
  for (const file of images)
    await run([
      ...[...inside, 'ctr', '--namespace', 'k8s.io', 'images', 'import'],
      `/usr/local/lib/images/${basename(file)}`,
    ]);
}

/** Images are known by their files' names, sizes and times. */
function keyOf(images: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of [...images].sort()) {
    const { size, mtimeMs } = statSync(file);
    hash.update(JSON.stringify([basename(file), size, mtimeMs]));
  }
  return hash.digest('hex').slice(0, 16);
}

function databasesIn(folder: string): string[] {
  return readdirSync(folder)
    .flatMap((plugin) => [join(folder, plugin, 'metadata.db'), join(folder, plugin, 'meta.db')])
    .filter((file) => existsSync(file));
}
