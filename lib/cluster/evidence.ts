/** What a cluster's objects and Jobs say of its nodes, beside the answers: for the diagnosis. */
import type { DaemonSet } from 'kubernetes-types/apps/v1';
import { cnis } from '../cni';
import type { Evidence, NodeEvidence } from '../diagnosis';
import type { Address, Family } from '../net';
import { announcedOf } from './announced';
import { cardOf } from './cards';
import { clusterNode } from './cluster-node';
import type { FoundCni } from './detect-cni';
import type { Answers } from './job-report';
import type { ClusterObservations } from './observations';

/** @param names the nodes that were tested */
export function evidenceOf(
  { nodes, daemonSets }: ClusterObservations,
  names: readonly string[],
  answers: Answers,
  found: FoundCni,
): Evidence {
  const tested = new Set(names);
  const deployment = cnis.find((cni) => cni.name === found.name)?.deployment;
  const agents = agentsOf(daemonSets, found.agent);
  return {
    nodes: nodes
      .filter(({ metadata }) => tested.has(`${metadata?.name}`))
      .map((node): NodeEvidence => {
        const known = clusterNode(node);
        const { name, address, podCidr } = known;
        const card = cardOf(known, answers);
        const announced = announcedOf(node, deployment);
        return {
          name,
          address: texts(address),
          shares: Object.values(podCidr).map(String),
          ...announced,
          ...(card && { card }),
        };
      }),
    ...(agents && { agents }),
  };
}

function agentsOf(daemonSets: readonly DaemonSet[], daemonSet: string): Evidence['agents'] {
  const status = daemonSets.find(({ metadata }) => metadata?.name === daemonSet)?.status;
  const { desiredNumberScheduled: wanted, numberReady: ready } = status ?? {};
  return Number.isInteger(wanted) && Number.isInteger(ready)
    ? { daemonSet, wanted: Number(wanted), ready: Number(ready) }
    : undefined;
}

const texts = (addresses: Partial<Record<Family, Address>>): Partial<Record<Family, string>> =>
  Object.fromEntries(Object.entries(addresses).map(([family, address]) => [family, `${address}`]));
