/** What a cluster's objects and Jobs say of its nodes, beside the answers: for the diagnosis. */
import type { DaemonSet } from 'kubernetes-types/apps/v1';
import { type Announced, cnis } from '../cni';
import type { Evidence, NodeEvidence } from '../diagnosis';
import { Address, allFamilies, type Family } from '../net';
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
  const agents = agentsOf(daemonSets, found.agent);
  return {
    nodes: nodes
      .filter(({ metadata }) => tested.has(`${metadata?.name}`))
      .map((node): NodeEvidence => {
        const known = clusterNode(node);
        const { name, address, podCidr } = known;
        const card = cardOf(known, answers);
        const announced = announcedBy(node.metadata?.annotations ?? {}, found);
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

function announcedBy(
  annotations: Readonly<Record<string, string>>,
  { name }: FoundCni,
): Pick<NodeEvidence, 'announced' | 'tunnelMac'> {
  const deployment = cnis.find((cni) => cni.name === name)?.deployment;
  const said: Announced | undefined = deployment?.announcedBy?.(annotations);
  if (!said) return {};
  const announced = Object.fromEntries(
    allFamilies.flatMap((family) => {
      const address = readable(said.address[family]);
      return address ? [[family, address]] : [];
    }),
  );
  return { announced, ...(said.tunnelMac && { tunnelMac: said.tunnelMac.toLowerCase() }) };
}

/** Whoever may write to a Node may write anything into its annotations. */
function readable(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    return `${Address.parse(text)}`;
  } catch {
    return undefined;
  }
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
