import { yamlOf } from '../../cluster/manifests';
import type { RunOptions } from '../../cluster/runner/options';
import { staticRun } from '../../cluster/static-run';
import type { TestbedSpec } from '../../plan';
import { testbed } from '../../testbed';

/** A run on a cluster that is yet to be. */
export interface ClusterManifests {
  /**
   * By file name: the manifests in the order in which they can be applied, and `collect.sh`, a Bash script that starts the
   * Jobs and gathers what they saw for `judgeObservations`.
   */
  readonly files: Readonly<Record<string, string>>;
  /** All objects as one YAML stream. */
  readonly stream: string;
}

/** Manifests for the nodes of a spec. @throws SpecError, and TargetError where so many nodes exceed the memory */
export function clusterManifests(
  spec: TestbedSpec,
  options: Pick<
    RunOptions,
    'namespace' | 'image' | 'jobTimeoutS' | 'egress' | 'sample' | 'capture' | 'captureImage'
  > = {},
): ClusterManifests {
  const nodes = testbed(spec).plan.nodes.map(({ name }) => name);
  const { files, collect } = staticRun({ ...options, nodes });
  const texts = Object.entries(files).map(([name, objects]) => [name, yamlOf(objects)] as const);
  return {
    files: { ...Object.fromEntries(texts), 'collect.sh': collect },
    stream: yamlOf(Object.values(files).flat()),
  };
}
