/** A cluster of which nothing but the nodes' state was gathered: no probes ran, and their pods stand for none. */
import type { Pod } from 'kubernetes-types/core/v1';
import { TargetError } from '../../base/target-error';
import type { Cni, CniChoice } from '../../cni';
import { Address, type PerFamily, valuesOf } from '../../net';
import type { Plan } from '../../plan';
import { ipsOf } from '../addresses';
import { givenDoubt } from '../announced';
import { byFamily, type ClusterNode, clusterNode, inOrder } from '../cluster-node';
import { clusterPlan } from '../cluster-plan';
import { serviceRange } from '../cluster-spec';
import type { Given } from '../cluster-testbed';
import { foundCnis } from '../detect-cni';
import type { CapturedNodes } from '../runner/run-captures';
import { capturesIn } from './captures-in';
import { type ClusterReading, clusterReading } from './cluster-reading';

/** Pods of each node that are followed: as many as the probes would have. */
const podsOfNode = 2;

/**
 * Reads the captured nodes against what their CNI should have programmed.
 * @throws TargetError where CNI or mode is not known, or a node lacks an address or a share
 */
export function capturedClusterReading(cluster: CapturedNodes, given: Given): ClusterReading {
  const { cni, choice } = whatRuns(cluster, given);
  const doubt = givenDoubt(cluster.nodes, cni.deployment);
  if (doubt !== undefined)
    throw new TargetError(
      `nothing can be computed for the cluster: ${doubt}`,
      'Compare with `testbed test`, which asks the nodes and pods themselves',
    );
  const plan = planOf(cluster, given);
  const { captures, notes } = capturesIn({ captures: cluster.captures }, cluster.captured);
  const read = clusterReading({ plan, cni, choice }, captures, given.name);
  return { ...read, notes: [...cluster.notes, ...notes, ...read.notes] };
}

function whatRuns({ daemonSets }: CapturedNodes, given: Given): { cni: Cni; choice: CniChoice } {
  const found = foundCnis(daemonSets)[0];
  const cni = given.cni ?? given.testbed?.cni ?? found?.cni;
  const choice = given.choice ?? given.testbed?.choice;
  if (cni && choice) return { cni, choice };
  throw new TargetError(
    `nothing can be computed for the cluster: ${cni ? `the mode of ${cni.name} is not known` : `its CNI ${found ? `(${found.name}) ` : ''}is none that this testbed builds`}`,
    `Name ${cni ? 'the mode with --mode' : 'it with --cni and --mode'}, or the spec that it was built from with --spec`,
  );
}

function planOf({ nodes, pods, services }: CapturedNodes, given: Given): Plan {
  const known = inOrder(nodes.map(clusterNode).filter(({ linux }) => linux));
  const others = known.map((node) => podsOn(node, pods));
  const plan = clusterPlan({
    name: given.name,
    podCidr: given.testbed?.plan.podCidr,
    podRoutes: given.testbed?.plan.podRoutes,
    serviceCidr: given.testbed?.plan.serviceCidr,
    seenServices: serviceRange({ services }, []),
    underlayMtu: given.testbed?.plan.underlayMtu ?? 1500,
    nodes: known.map((node, i) => {
      const [server = firstOf(node), client = server] = others[i]!;
      return { node, server, client };
    }),
  });
  return {
    ...plan,
    nodes: plan.nodes.map((node, i) => ({ ...node, pods: node.pods.slice(0, others[i]!.length) })),
  };
}

/** Stands for a pod of a node that has none, so that a plan can be made; it is not in it. */
const firstOf = ({ podCidr }: ClusterNode) =>
  byFamily(
    valuesOf(podCidr as PerFamily<NonNullable<ClusterNode['podCidr']['ipv4']>>).map(
      (share) => `${share.at(2)}`,
    ),
    Address.parse,
  );

function podsOn({ name }: ClusterNode, pods: readonly Pod[]) {
  return pods
    .filter(({ spec, status }) => spec?.nodeName === name && !spec.hostNetwork && status?.phase === 'Running')
    .map((pod) => byFamily(ipsOf(pod), Address.parse))
    .filter(({ ipv4, ipv6 }) => ipv4 ?? ipv6)
    .slice(0, podsOfNode);
}
