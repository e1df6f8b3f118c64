/** What a cluster's objects and Jobs say of its nodes, beside the answers: for the diagnosis. */
import type { DaemonSet } from 'kubernetes-types/apps/v1';
import { type Announced, cnis } from '../cni';
import type { Evidence, NodeEvidence } from '../diagnosis';
import { Address, allFamilies, type Family } from '../net';
import { endpointIds } from '../prober/questions/settings';
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
        const { name, address, podCidr } = clusterNode(node);
        const announced = announcedBy(node.metadata?.annotations ?? {}, found);
        const own = texts(address);
        return {
          name,
          address: own,
          shares: Object.values(podCidr).map(String),
          ...announced,
          ...cardOf(name, own, answers),
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

/** The device that has the node's address, as the node's Job saw it. */
function cardOf(
  name: string,
  address: Partial<Record<Family, string>>,
  answers: Answers,
): Pick<NodeEvidence, 'card'> {
  const devices = answers.report(endpointIds.node(name))?.start.interfaces ?? [];
  const own = devices.find(({ addresses }) => addresses.some((one) => Object.values(address).includes(one)));
  return own?.mtu === undefined ? {} : { card: { name: own.name, mtu: own.mtu } };
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
