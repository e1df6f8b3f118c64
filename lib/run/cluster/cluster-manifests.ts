import { type ManifestFiles, yamlOf } from '../../cluster/manifests';
import { type StaticRun, type StaticRunOptions, staticRun } from '../../cluster/static-run';
import type { TestbedSpec } from '../../plan';
import { testbed } from '../../testbed';

/** The manifests of a run on a cluster that is yet to be, and a script that applies them and gathers what the Jobs saw. */
export interface ClusterManifests extends StaticRun {
  /** The YAML of each file, by its name, and the script as `collect.sh`. */
  readonly texts: Readonly<Record<string, string>>;
  /** All objects as one YAML stream. */
  readonly stream: string;
}

/** Manifests for the nodes of a spec. @throws SpecError, and TargetError where so many nodes exceed the memory */
export function clusterManifests(
  spec: TestbedSpec,
  options: Omit<StaticRunOptions, 'nodes'> = {},
): ClusterManifests {
  const nodes = testbed(spec).plan.nodes.map(({ name }) => name);
  const run = staticRun({ ...options, nodes });
  return { ...run, texts: textsOf(run.files, run.collect), stream: yamlOf(Object.values(run.files).flat()) };
}

function textsOf(files: ManifestFiles, collect: string): Record<string, string> {
  const texts = Object.entries(files).map(([name, objects]) => [name, yamlOf(objects)] as const);
  return { ...Object.fromEntries(texts), 'collect.sh': collect };
}
