/** A testbed out of a real cluster: what the API says, in the words that the lab's checks are made of. */
import type { Pod } from 'kubernetes-types/core/v1';
import { largest, named } from '../base/lists';
import type { Cni, CniChoice } from '../cni';
import { Address } from '../net';
import { endpointIds } from '../prober/questions/settings';
import type { Reading } from '../state';
import type { Capture } from '../state/capture';
import type { Testbed } from '../testbed';
import { ipsOf } from './addresses';
import { givenDoubt } from './announced';
import { nodeMtus } from './cards';
import { byFamily, clusterNode, inOrder } from './cluster-node';
import { clusterPlan } from './cluster-plan';
import { serviceRange, specOf } from './cluster-spec';
import { type FoundCni, foundCnis } from './detect-cni';
import type { Answers } from './job-report';
import type { ClusterObservations } from './observations';
import { doubtOf } from './predictable/doubts';
import { blocksByNode, withBlocks } from './predictable/node-blocks';
import { endpointsOnly, unknownCni, unknownMode } from './predictable/unknown-cni';
import type { ProbedNode } from './probed-node';
import { seenAddresses } from './seen-addresses';
import { ownServiceRange } from './service-ranges';
import { type ClusterReading, clusterReading } from './state/cluster-reading';
import { podNetworkIn } from './state/pod-network-in';
import { networkLabel, partLabel } from './words';

/** What the user says of the cluster. */
export interface Given {
  /** The plan that the cluster was built from. */
  readonly testbed?: Testbed;
  /** The CNI that runs, where it is given. */
  readonly cni?: Cni;
  /** Its mode, likewise. */
  readonly choice?: CniChoice;
  /** Name for the results. */
  readonly name: string;
  /** What its machines' tools said of their kernels. @default nothing was read */
  readonly captures?: readonly Capture[];
}

/** A running cluster as a testbed. */
export interface ClusterTestbed {
  readonly testbed: Testbed;
  readonly found: FoundCni;
  /** Whether anything can be predicted: the datapath is known. */
  readonly predictable: boolean;
  readonly notes: readonly string[];
  /** What was read of its machines. @default nothing */
  readonly reading?: Reading;
}

/** @throws TargetError where a node or pod lacks an address */
export function clusterTestbed(
  observations: ClusterObservations,
  nodeNames: readonly string[],
  answers: Answers,
  given: Given,
): ClusterTestbed {
  const found = foundCnis(observations.daemonSets);
  const first = found[0] ?? { name: 'unknown', agent: '' };
  const cni = given.cni ?? given.testbed?.cni ?? first.cni ?? unknownCni(first.name);
  const blocks = blocksByNode(observations, cni);
  const nodes = probedNodes(observations, nodeNames).map((probed) =>
    withBlocks(probed, blocks.get(probed.node.name)),
  );
  const byOthers = givenDoubt(observations.nodes, cni.deployment);
  const captures = byOthers === undefined ? (given.captures ?? []) : [];
  const nameServers = nameServersOf(answers, nodeNames);
  const plan = clusterPlan({
    name: given.name,
    nodes,
    podCidr: given.testbed?.plan.podCidr,
    podNetworkAround: (seen) => podNetworkIn(captures, seen),
    podRoutes: given.testbed?.plan.podRoutes,
    cniSettings: given.testbed?.plan.cniSettings,
    serviceCidr: given.testbed?.plan.serviceCidr ?? ownServiceRange(observations),
    seenServices: serviceRange(observations, nameServers),
    dnsService: byFamily(nameServers, Address.parse),
    underlayMtu: underlayMtu(nodes, answers) ?? given.testbed?.plan.underlayMtu ?? 1500,
  });
  const choice: CniChoice = given.choice ??
    given.testbed?.choice ?? { mode: unknownMode, dataPlane: 'iptables' };
  const doubt = byOthers ?? doubtOf({ found, cni, choice, observations, nodes, plan });
  const seen = seenAddresses(answers);
  const read =
    captures.length > 0
      ? clusterReading({ plan, cni, choice }, captures, 'captures', { seen, doubt })
      : undefined;
  const datapath = read?.datapath ?? (doubt ? endpointsOnly(plan) : cni.datapath(plan, choice, seen));
  const spec = given.testbed?.spec ?? specOf(plan, cni.name, choice);
  return {
    testbed: { spec, plan, cni, choice, datapath },
    // What runs decides, whatever was said; where nothing is known to run, the name that was given stands.
    found: found.find(({ name }) => name === cni.name) ?? found[0] ?? { ...first, name: cni.name },
    predictable: !doubt || read !== undefined,
    notes: [
      ...(doubt ? [doubtNote(doubt, read)] : []),
      ...(byOthers !== undefined && given.captures?.length
        ? ['Captures of the machines are left aside for the same reason']
        : []),
      ...blockNotes(nodes),
      ...oddities(found, cni),
      ...(read?.notes ?? []),
    ],
    ...(read && { reading: read.reading }),
  };
}

const doubtNote = (doubt: string, read: ClusterReading | undefined) =>
  read
    ? `Predicted from what the machines really have, as nothing can be computed: ${doubt}`
    : `Nothing is predicted: ${doubt}`;

function probedNodes({ nodes, pods }: ClusterObservations, names: readonly string[]): ProbedNode[] {
  const known = new Map(nodes.map((node) => [node.metadata?.name, node]));
  const addresses = (part: string, network: string | undefined, node: string) =>
    byFamily(ipsOf(pods.find((pod) => isPart(pod, part, network, node))), Address.parse);
  return inOrder(
    names.flatMap((name) => {
      const node = known.get(name);
      return node ? [clusterNode(node)] : [];
    }),
  ).map((node) => ({
    node,
    server: addresses('pod', undefined, node.name),
    client: addresses('prober', 'pod', node.name),
  }));
}

function isPart({ metadata, spec }: Pod, part: string, network: string | undefined, node: string): boolean {
  const labels = metadata?.labels ?? {};
  return spec?.nodeName === node && labels[partLabel] === part && labels[networkLabel] === network;
}

/** Name servers that pods are given; those that are no plain address (a port, a link) are left out. */
function nameServersOf(answers: Answers, nodes: readonly string[]): string[] {
  const reports = nodes.flatMap((node) => answers.report(endpointIds.client('pod', node)) ?? []);
  return (reports[0]?.start.nameServers ?? []).filter(isAddress);
}

function isAddress(text: string): boolean {
  try {
    return Boolean(Address.parse(text));
  } catch {
    return false;
  }
}

/** MTU between the nodes: what their cards have; a card that takes less is no measure for the others. */
function underlayMtu(nodes: readonly ProbedNode[], answers: Answers): number | undefined {
  const mtus = nodeMtus(
    nodes.map(({ node }) => node),
    answers,
  );
  return mtus.size === 0 ? undefined : largest(mtus.values());
}

/** Where the shares are from. */
function blockNotes(nodes: readonly ProbedNode[]): string[] {
  const own = nodes.filter(({ node }) => node.byBlocks);
  const one = own.filter(({ node }) => !node.podBlocks);
  const several = own.filter(({ node }) => node.podBlocks);
  return [
    ...noteOf(one, 'the share is the block that the CNI says'),
    ...noteOf(several, 'the pods have addresses of several blocks that the CNI says'),
  ];
}

const noteOf = (nodes: readonly ProbedNode[], what: string): string[] =>
  nodes.length === 0
    ? []
    : [`${named(nodes.map(({ node }) => node.name))}: ${what}, as pods are not in Node.spec.podCIDRs`];

function oddities(found: readonly FoundCni[], cni: Cni): string[] {
  if (found.length === 0) return ['No known CNI was found in the cluster'];
  const names = found.map(({ name, agent }) => `${name} (DaemonSet ${agent})`).join(' and ');
  if (!found.some(({ name }) => name === cni.name))
    return [`The cluster was said to run ${cni.name}, but runs ${names}`];
  return found.length > 1 ? [`More than one CNI was found: ${names}`] : [];
}
