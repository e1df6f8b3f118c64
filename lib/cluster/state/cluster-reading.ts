import { named } from '../../base/lists';
import { cnis, ownerOf, type SeenAddresses, unreadDatapath } from '../../cni';
import type { Datapath } from '../../datapath';
import type { Plan } from '../../plan';
import { asNamed, type Reading, reading, realDatapath } from '../../state';
import { type Capture, earliest } from '../../state/capture';
import type { Testbed } from '../../testbed';
import { kubernetesNoise } from './kubernetes-noise';
import { asHosts, type Machines, machines } from './machines';
import { seenInCaptures } from './seen-in-captures';

/** What the captures of a cluster's machines say. */
export interface ClusterReading {
  /** The computed state in the real devices' names; where nothing can be computed, the real state itself. */
  readonly datapath: Datapath;
  readonly reading: Reading;
  readonly notes: readonly string[];
}

/** The parts of a cluster's testbed that its datapath is made from. */
export type Computable = Pick<Testbed, 'plan' | 'cni' | 'choice'>;

/**
 * Reads a cluster's machines against what is computed.
 * @param doubt why nothing can be computed: then what was read is what is predicted from
 */
export function clusterReading(
  { plan, cni, choice }: Computable,
  captures: readonly Capture[],
  source: string,
  { seen, doubt }: { readonly seen?: SeenAddresses; readonly doubt?: string } = {},
): ClusterReading {
  const found = machines(plan, captures);
  const computed = doubt
    ? unreadDatapath(plan)
    : cni.datapath(plan, choice, seenInCaptures(found.nodes, seen));
  const read = asHosts(found, computed);
  const { datapath, untold } = asNamed(computed, read);
  const against = doubt ? realDatapath(datapath, read, untold) : datapath;
  return {
    datapath: against,
    reading: reading(against, read, {
      source,
      takenAt: earliest(captures),
      untold,
      ownerOf: ownerOf(cnis, cni.name),
      noise: [...kubernetesNoise, ...(cni.noise?.(choice) ?? [])],
    }),
    notes: notesOf(plan, found),
  };
}

function notesOf(plan: Plan, { nodes, unknown }: Machines): string[] {
  const missing = plan.nodes.map(({ name }) => name).filter((name) => !nodes.has(name));
  return [
    ...(missing.length > 0
      ? [`The state of ${named(missing)} was not read: it is taken to be as computed`]
      : []),
    ...(unknown.length > 0
      ? [`Captures of ${named(unknown)}: no node of the cluster has that name or an address of theirs`]
      : []),
  ];
}
