/** Layers of images: tar archives of files, the same bytes whenever they are made of the same files. */
import { chmodSync, constants, copyFileSync, cpSync, mkdirSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exec } from '../../../../lib/base/exec';

/** What lies in a layer, by paths in the image. On Debian these are below `usr`: `bin` and `lib` are links there. */
export interface LayerFiles {
  /** Files that can be executed. */
  readonly programs?: Readonly<Record<string, string>>;
  /** Other files, and whole folders. */
  readonly files?: Readonly<Record<string, string>>;
  /** What links lead to. */
  readonly links?: Readonly<Record<string, string>>;
  /** Empty folders. */
  readonly folders?: readonly string[];
}

const reproducible = ['--sort=name', '--mtime=@0', '--numeric-owner', '--format=gnu'];

/** Writes a layer of files, which belong to root and can be read by all. `folder` is for what it needs meanwhile. */
export async function writeLayer(target: string, content: LayerFiles, folder: string): Promise<void> {
  const { programs = {}, files = {}, links = {}, folders = [] } = content;
  const placed = (path: string) => {
    const place = join(folder, path);
    mkdirSync(dirname(place), { recursive: true });
    return place;
  };
  for (const [path, from] of Object.entries(programs)) {
    const place = placed(path);
    copyFileSync(from, place, constants.COPYFILE_FICLONE);
    chmodSync(place, 0o755);
  }
  for (const [path, from] of Object.entries(files)) {
    const place = placed(path);
    if (statSync(from).isDirectory()) cpSync(from, place, { recursive: true });
    else copyFileSync(from, place);
  }
  for (const [path, to] of Object.entries(links)) symlinkSync(to, placed(path));
  for (const path of folders) mkdirSync(join(folder, path), { recursive: true });
  await tarFolder(target, folder, ['--owner=0', '--group=0', '--mode=u=rwX,go=rX']);
}

/** Archives all that is in a folder, with the owners and modes that it has unless options say otherwise. */
export async function tarFolder(target: string, folder: string, options: readonly string[]): Promise<void> {
  await exec('tar', [...reproducible, ...options, '-C', folder, '-cf', target, '.']);
}
