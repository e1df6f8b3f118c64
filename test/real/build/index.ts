/** Everything that a real cluster in namespaces needs, built from Go modules and Debian packages, and kept. */

import type { Say } from '../say';
import { cacheFolder } from './cache';
import { calicoParts } from './calico';
import { ciliumParts } from './cilium';
import { clusterImageSteps, clusterImages } from './cluster-images';
import type { CniParts } from './cni';
import { flannelParts } from './flannel';
import { baseStep } from './image/base';
import { mirrorStep } from './mirror';
import { nodeRootStep } from './node-root';
import { programSteps } from './programs';
import { perform } from './step';
import { versions } from './versions';

export { cacheVariable } from './cache';
export { calicoVariable } from './calico';
export { clusterPoliciesFile } from './cilium';
export { ownImages } from './cluster-images';
export { archiveHost, mirrorFolder, mirrorHosts } from './mirror';
export { type Missing, missing } from './missing';

/** Where the parts are. */
export interface Parts {
  /** The folder that has all of them: programs in `bin`, plug-ins in `cni-plugins`, charts by their names in `charts`. */
  readonly folder: string;
  /** Archives of all images that a cluster with this CNI needs. */
  readonly images: (cni: string) => readonly string[];
  /** What was built in which version. */
  readonly versions: Readonly<Record<string, string>>;
}

/** What is to be built. */
export interface Wanted {
  readonly cnis: readonly string[];
  readonly say: Say;
}

const known: Readonly<Record<string, () => CniParts>> = {
  flannel: flannelParts,
  cilium: ciliumParts,
  calico: calicoParts,
};

/** Builds what is not there yet. @throws ExecError of what failed */
export async function ensureParts({ cnis, say }: Wanted): Promise<Parts> {
  const all = new Map(cnis.map((cni) => [cni, partsOf(cni)]));
  const systems = perform(baseStep(), say).then(() => perform(nodeRootStep(), say)); // wait for packages while programs compile
  systems.catch(() => {}); // its error is thrown below, where it is waited for
  for (const step of Object.values(programSteps)) await perform(step, say);
  await systems;
  for (const step of [...clusterImageSteps(), mirrorStep()]) await perform(step, say);
  for (const { steps } of all.values()) for (const step of steps) await perform(step, say);
  say(`all parts are in ${cacheFolder}`);
  const of = (cni: string) => all.get(cni) ?? partsOf(cni);
  return {
    folder: cacheFolder,
    images: (cni) => [...clusterImages, ...of(cni).images],
    versions: { ...versions, node: process.version },
  };
}

function partsOf(cni: string): CniParts {
  const parts = Object.hasOwn(known, cni) ? known[cni] : undefined;
  if (parts) return parts();
  throw new Error(`no parts are known of a CNI "${cni}": choose of ${Object.keys(known).join(', ')}`);
}
