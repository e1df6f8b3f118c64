import type { Given } from '../../cluster/cluster-testbed';
import { cnis } from '../../cni';
import { parseSpec } from '../../plan';
import { testbed } from '../../testbed';
import { RunError } from '../run-error';
import { capturesIn } from '../state/captures-in';
import type { ClusterFacts } from './cluster-facts';

/** Name of a cluster that nobody named. */
const unnamed = 'cluster';

/** The facts as whoever judges takes them. @throws SpecError where there is no such CNI or mode; RunError for a mode without CNI */
export function knownCluster({ state, ...facts }: ClusterFacts): Given {
  const known = named(facts);
  return state === undefined ? known : { ...known, captures: capturesIn(state) };
}

function named({ spec, cni: cniName, mode, name }: Omit<ClusterFacts, 'state'>): Given {
  if (spec !== undefined) return { name: name ?? spec.name, testbed: testbed(spec) };
  if (cniName === undefined) {
    if (mode !== undefined) throw new RunError({ code: 'mode-without-cni', mode });
    return { name: name ?? unnamed };
  }
  const { cni, choice } = testbed(parseSpec({ cni: cniName, mode }), cnis);
  const known = mode !== undefined || cni.modes.length === 1;
  return { name: name ?? unnamed, cni, choice: known ? choice : undefined };
}
