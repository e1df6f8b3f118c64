/** Calico is in no Go module: whoever has its charts and images gives them in a folder. */
import { cpSync, existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inCache } from './cache';
import type { CniParts } from './cni';
import { contentOf, markOf } from './content';
import type { Step } from './step';

/** Names the folder. */
export const calicoVariable = 'CNI_TESTBED_REAL_CALICO';

/** By the names that the product's installer calls them: the operator, and the definitions of what it manages. */
const charts = ['tigera-operator', 'crd.projectcalico.org.v1'].map((name) => `charts/${name}`);
const needed = `${charts.join(', ')} (each with Chart.yaml) and images/*.tar, as \`docker save\` writes them`;

/** What the folder lacks, or that there is none; undefined where all is there. */
export function calicoLacks(folder = process.env[calicoVariable]): string | undefined {
  if (!folder) return `${calicoVariable} names no folder: it must have ${needed}`;
  const lacking = charts
    .map((chart) => `${chart}/Chart.yaml`)
    .find((file) => !existsSync(join(folder, file)));
  if (lacking) return `${folder} has no ${lacking}: it must have ${needed}`;
  if (archivesIn(folder).length === 0) return `${folder} has no images/*.tar: it must have ${needed}`;
  return undefined;
}

/** Everything of Calico, copied beside what is built. @throws Error that says what the folder lacks */
export function calicoParts(): CniParts {
  const lacking = calicoLacks();
  if (lacking) throw new Error(lacking);
  const folder = process.env[calicoVariable]!;
  const archives = archivesIn(folder);
  const outputs = archives.map((file) => `images/calico-${basename(file)}`);
  const step: Step = {
    name: 'calico',
    what: `Calico's charts and ${archives.length} archives of images from ${folder}`,
    recipe: {
      charts: charts.map((chart) => contentOf(join(folder, chart))),
      archives: archives.map(markOf),
    },
    outputs: [...charts, ...outputs],
    build: async (target) => {
      for (const chart of charts) cpSync(join(folder, chart), join(target, chart), { recursive: true });
      for (const [place, file] of archives.entries()) cpSync(file, join(target, outputs[place]!));
    },
  };
  return {
    steps: [step],
    images: outputs.map((output) => inCache(output)),
  };
}

function archivesIn(folder: string): string[] {
  const images = join(folder, 'images');
  if (!existsSync(images)) return [];
  const names = readdirSync(images).filter((name) => name.endsWith('.tar'));
  return names.sort().map((name) => join(images, name));
}
