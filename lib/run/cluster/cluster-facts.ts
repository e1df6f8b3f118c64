import type { Told } from '../../cluster/cluster-testbed';
import { cnis } from '../../cni';
import { parseSpec, type TestbedSpec } from '../../plan';
import { testbed } from '../../testbed';
import { RunError } from '../run-error';

/** What is known of a cluster before it is tested: the more, the more is predicted. */
export interface ClusterFacts {
  /** The spec that the cluster was built from; then CNI and mode are its own. @default not known */
  readonly spec?: TestbedSpec;
  /** Name of the CNI that runs. @default recognised by its agents */
  readonly cni?: string;
  /** Its mode; without one nothing is predicted, unless the CNI has no other. @default not known */
  readonly mode?: string;
  /** Name of the cluster in the results. @default the spec's, else cluster */
  readonly name?: string;
}

/** Name of a cluster that nobody named. */
const unnamed = 'cluster';

/** The facts as whoever judges takes them. @throws SpecError where there is no such CNI or mode; RunError for a mode without CNI */
export function clusterFacts({ spec, cni: cniName, mode, name }: ClusterFacts): Told {
  if (spec !== undefined) return { name: name ?? spec.name, testbed: testbed(spec) };
  if (cniName === undefined) {
    if (mode !== undefined) throw new RunError({ code: 'mode-without-cni', mode });
    return { name: name ?? unnamed };
  }
  const { cni, choice } = testbed(parseSpec({ cni: cniName, mode }), cnis);
  const known = mode !== undefined || cni.modes.length === 1;
  return { name: name ?? unnamed, cni, choice: known ? choice : undefined };
}
