/** What one block measures between one pair of nodes, in which order. */
import type { Family } from '../../net';
import { nodeId, podId, podName } from '../../net/endpoint-id';
import type { Work } from '../../prober/measure';
import type { Path } from '../file/words';

/** Two nodes, by name: of the client and of the server. */
export interface NodePair {
  readonly from: string;
  readonly to: string;
}

/** One measurement of a block. Endpoints are ids. */
export interface Step {
  readonly path: Path;
  readonly work: Work;
  readonly family: Family;
  readonly from: string;
  readonly to: string;
  /** Policies of the server. @default 0 */
  readonly policies?: number;
}

/** What a block is made of. */
export interface BlockContents {
  readonly works: readonly Work[];
  readonly families: readonly Family[];
  /** Whether nodes have two pods, so that there is a path between pods of one node. */
  readonly sameNode: boolean;
  /** Whether pods are reached through a ClusterIP too. @default false */
  readonly service?: boolean;
  /** Behind how many policies pods are reached too. @default none */
  readonly policies?: readonly number[];
}

/** Host, pod, pod, host: what drifts within a block does so for both. */
const acrossNodes: readonly Path[] = ['node-to-node', 'pod-to-pod', 'pod-to-pod', 'node-to-node'];
/** Likewise. */
const throughService: readonly Path[] = [
  ...['node-to-node', 'pod-to-pod', 'pod-to-service'],
  ...['pod-to-service', 'pod-to-pod', 'node-to-node'],
] as Path[];
/** A Service is chosen when a connection is made, and its address replaced in each packet: that shows in these. */
const serviceWorks: readonly Work[] = ['rtt', 'connect'];
const onOneNode: readonly Path[] = ['node-to-node/same-node', 'pod-to-pod/same-node'];
/** What stays on a node loads no wire, and loses nothing: bulk and datagrams of it say nothing more. */
const sameNodeWorks: readonly Work[] = ['rtt', 'connect', 'bulk'];

/** The steps of one block, in their order. */
export function stepsOf(pair: NodePair, contents: BlockContents): Step[] {
  const { works, families } = contents;
  return [
    ...works.flatMap((work) =>
      families.flatMap((family) =>
        pathsOf(work, contents).map((path) => ({ path, work, family, ...endsOf(path, pair) })),
      ),
    ),
    ...families.flatMap((family) => policySteps(pair, family, contents.policies ?? [])),
  ];
}

/** A policy decides over a connection when it is made. From few policies to many, and back. */
function policySteps(pair: NodePair, family: Family, counts: readonly number[]): Step[] {
  const path = 'pod-to-pod';
  return [...counts, ...[...counts].reverse()].map((policies) => ({
    ...{ path, work: 'connect', family, ...endsOf(path, pair), policies },
  }));
}

function pathsOf(work: Work, { sameNode, service = false }: BlockContents): readonly Path[] {
  return [
    ...(service && serviceWorks.includes(work) ? throughService : acrossNodes),
    ...(sameNode && sameNodeWorks.includes(work) ? onOneNode : []),
  ];
}

/** Endpoint ids of a path's client and server. Of a node's pods, the first serves and asks, the second serves the first. */
export function endsOf(path: Path, { from, to }: NodePair): { readonly from: string; readonly to: string } {
  const pod = (node: string, position = 0) => podId(podName(node, position));
  switch (path) {
    case 'node-to-node':
      return { from: nodeId(from), to: nodeId(to) };
    case 'pod-to-pod':
    case 'pod-to-service':
      return { from: pod(from), to: pod(to) };
    case 'pod-to-node':
      return { from: pod(from), to: nodeId(to) };
    case 'node-to-node/same-node':
      return { from: nodeId(from), to: nodeId(from) };
    case 'pod-to-pod/same-node':
      return { from: pod(from), to: pod(from, 1) };
  }
}
