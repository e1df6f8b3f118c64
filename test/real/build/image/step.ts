/** The work that makes an archive of images. */
import { mkdirSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cacheFolder, inCache } from '../cache';
import { markOf } from '../content';
import { keyOf, type Step } from '../step';
import { type Image, type ImageStart, writeArchive } from './archive';
import { baseLayer, pathsInBase } from './base';
import { type LayerFiles, writeLayer } from './layer';
import { linkedFiles } from './linked';

/** An image to be made. */
export interface ImagePlan {
  /** As those call it who ask for it; known when all is built that it is made of. */
  readonly name: () => string | Promise<string>;
  /** A further name: the one that the product's Jobs ask for unless they are given another. */
  readonly also?: string;
  /** Whether it lies on the base, which has a shell and the programs of networks. @default false */
  readonly base?: boolean;
  /** Where its files are in the cache. */
  readonly files?: LayerFiles;
  /** Programs of this machine that it has with their libraries, by the names on the PATH. */
  readonly linked?: Readonly<Record<string, string>>;
  readonly start?: ImageStart;
}

/** File of an archive in the cache. */
export const archiveFile = (name: string): string => inCache('images', `${name}.tar`);

/** Makes `images/NAME.tar` of what earlier steps have built. */
export const archiveStep = (name: string, made: readonly Step[], images: readonly ImagePlan[]): Step => ({
  name: `images-${name}`,
  what: `${images.length} images in ${name}.tar`,
  recipe: {
    format: 1,
    images,
    machine: images.flatMap(({ linked = {} }) =>
      Object.values(linked).map((path) => markOf(realpathSync(path))),
    ),
    made: made.map(keyOf),
  },
  outputs: [`images/${name}.tar`],
  build: async (folder) => {
    mkdirSync(join(folder, 'images'));
    const built: Image[] = [];
    for (const [place, plan] of images.entries())
      built.push(await imageOf(plan, (layer) => join(folder, `${place}-${layer}`)));
    await writeArchive(join(folder, 'images', `${name}.tar`), built, join(folder, 'archive'));
  },
});

async function imageOf(plan: ImagePlan, beside: (name: string) => string): Promise<Image> {
  const layers = plan.base ? [baseLayer] : [];
  const add = async (name: string, content: LayerFiles) => {
    const target = beside(`${name}.tar`);
    mkdirSync(beside(name));
    await writeLayer(target, content, beside(name));
    layers.push(target);
  };
  if (plan.linked) await add('linked', await linkedFiles(plan.linked, await pathsInBase()));
  if (plan.files) await add('files', inFolder(plan.files));
  return { names: [await plan.name(), ...(plan.also ? [plan.also] : [])], layers, start: plan.start };
}

function inFolder({ programs = {}, files = {}, ...rest }: LayerFiles): LayerFiles {
  const resolved = (paths: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(paths).map(([to, from]) => [to, resolve(cacheFolder, from)]));
  return { ...rest, programs: resolved(programs), files: resolved(files) };
}
