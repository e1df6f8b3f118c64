/** Whether anything can be predicted of a running cluster. */
import { named } from '../../base/lists';
import { heapRoom } from '../../base/room';
import type { Cni, CniChoice } from '../../cni';
import { primary } from '../../net';
import type { Plan } from '../../plan';
import { datapathBytes } from '../../testbed';
import type { FoundCni } from '../detect-cni';
import type { ClusterObservations } from '../observations';
import { type ProbedNode, podsInShares } from '../probed-node';
import { unknownMode } from './unknown-cni';

/** What a prediction rests on. */
export interface Grounds {
  readonly found: readonly FoundCni[];
  readonly cni: Cni;
  readonly choice: CniChoice;
  readonly observations: ClusterObservations;
  readonly nodes: readonly ProbedNode[];
  readonly plan: Plan;
}

/** Why the walk would mean nothing here; undefined where it does. */
export function doubtOf({ found, cni, choice, observations, nodes, plan }: Grounds): string | undefined {
  return otherCni(found, cni) ?? modeDoubt(cni, choice, observations) ?? addressDoubt(nodes, plan);
}

function addressDoubt(nodes: readonly ProbedNode[], plan: Plan): string | undefined {
  const shareless = nodes.flatMap(({ node }) =>
    (node.podBlocks ?? node.podCidr.ipv4 ?? node.podCidr.ipv6) ? [] : [node.name],
  );
  if (shareless.length > 0)
    return `${named(shareless)} ${shareless.length > 1 ? 'have' : 'has'} no share of the pod network (Node.spec.podCIDRs)`;
  if (!podsInShares(nodes)) return "pods have addresses outside their node's range (Node.spec.podCIDRs)";
  const subnets = plan.zones.map(({ nodeCidr }) => primary(nodeCidr));
  if (datapathBytes(plan) > heapRoom())
    return `the kernel state of ${plan.nodes.length} nodes fits no memory of this process`;
  const overlap = subnets.some((a, i) => subnets.slice(i + 1).some((b) => a.overlaps(b)));
  return overlap ? "the zones' subnets do not follow from the nodes' addresses" : undefined;
}

/** Whether the mode is known, and is the one in the nodes' annotations where the CNI's agents leave such. */
function modeDoubt(
  { name, deployment }: Cni,
  { mode }: CniChoice,
  { nodes }: ClusterObservations,
): string | undefined {
  const said = nodes.flatMap(({ metadata }) => {
    const modes = deployment?.modesOf?.(metadata?.annotations ?? {});
    return modes ? [modes] : [];
  });
  const [possible] = said;
  const flags = possible?.map((one) => `--cni ${name} --mode ${one}`).join(' or ');
  if (mode === unknownMode)
    return `the CNI's mode is not known; name it with ${flags ? `${flags}, as the nodes' annotations allow for` : '--cni and --mode, or --spec'}`;
  return said.some((modes) => !modes.includes(mode.name))
    ? `${name} was said to run as ${mode.name}, and the nodes' annotations say otherwise (${flags})`
    : undefined;
}

/** What another CNI does, the one that was named knows nothing of. */
function otherCni(found: readonly FoundCni[], cni: Cni): string | undefined {
  if (found.length === 0 || found.some(({ name }) => name === cni.name)) return undefined;
  return `the cluster does not run ${cni.name}`;
}
