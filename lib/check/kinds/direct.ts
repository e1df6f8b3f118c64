/** Packets straight between nodes and pods: what Kubernetes requires of every network. */
import { asksForAnswer, directCheck, directKind } from './exchange';
import type { CheckKind } from './kind';

/** Pods to pods: requirement 1. */
export const podToPod = directKind('pod', 'pod', 1, 'Pods reach pods, and are seen by their own address');
/** Nodes to pods: requirement 2. */
export const nodeToPod = directKind('node', 'pod', 2, 'Nodes reach pods');
/** Pods to nodes: requirement 3. */
export const podToNode = directKind('pod', 'node', 3, 'Pods reach nodes');
/** Nodes to nodes, which the other kinds rest on. */
export const nodeToNode = directKind('node', 'node', 'base', 'Nodes reach nodes');

/**
 * Pods on the host's network are in their node's network stack, as the clients of `node-to-pod` are: once more over TCP in
 * clusters, each measured by itself.
 */
export const hostPodToPod: CheckKind = {
  id: 'host-pod-to-pod',
  title: "Pods on their node's network reach pods",
  requirement: 2,
  direct: true,
  asked: 'host-pod',
  ...asksForAnswer,
  ofPair: (scene) =>
    scene.cluster && scene.from.kind === 'node' && scene.to.kind === 'pod'
      ? [directCheck('host-pod-to-pod', 2, scene, 'tcp')]
      : [],
};
