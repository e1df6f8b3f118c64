/** Archives of images as `docker save` writes them and `ctr images import` reads them; all in one share layers. */
import { createHash } from 'node:crypto';
import { copyFileSync, linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exec } from '../../../../lib/base/exec';
import { sha256Of } from '../content';

/** An image: its names, the layers' files from the lowest on, and how it is started. */
export interface Image {
  readonly names: readonly string[];
  readonly layers: readonly string[];
  readonly start?: ImageStart;
}

/** What runs where a pod names no command. */
export interface ImageStart {
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly WorkingDir?: string;
  readonly Env?: readonly string[];
}

const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const architectures: Readonly<Record<string, string>> = { x64: 'amd64' };

/** Writes one archive of all the images. `folder` is for what it needs meanwhile, on the layers' disk. */
export async function writeArchive(target: string, images: readonly Image[], folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const digests = new Map<string, string>();
  for (const layer of new Set(images.flatMap(({ layers }) => layers))) {
    const digest = await sha256Of(layer);
    digests.set(layer, digest);
    placeLayer(layer, join(folder, `${digest}.tar`));
  }
  const manifest = images.map(({ names, layers, start = {} }) => {
    const used = layers.map((layer) => digests.get(layer)!);
    const config = JSON.stringify(configOf(used, start));
    const name = `${createHash('sha256').update(config).digest('hex')}.json`;
    writeFileSync(join(folder, name), config);
    return { Config: name, RepoTags: names, Layers: used.map((digest) => `${digest}.tar`) };
  });
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  await exec('tar', ['--sort=name', '--mtime=@0', '-C', folder, '-cf', target, '.']);
}

function configOf(digests: readonly string[], { Env = [], ...start }: ImageStart): object {
  return {
    architecture: architectures[process.arch] ?? process.arch,
    os: 'linux',
    config: { ...start, Env: [path, ...Env] },
    rootfs: { type: 'layers', diff_ids: digests.map((digest) => `sha256:${digest}`) },
    history: digests.map(() => ({ created_by: 'cni-testbed' })),
  };
}

/** Under a second name where the file system allows it: layers are large. */
function placeLayer(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}
