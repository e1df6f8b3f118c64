/** Packets straight between nodes and pods: what Kubernetes requires of every network. */
import { asksForAnswer, directCheck, directKind } from './exchange';
import type { CheckKind } from './kind';

export const podToPod = directKind('pod', 'pod', 1, 'Pods reach pods, and are seen by their own address');
export const nodeToPod = directKind('node', 'pod', 2, 'Nodes reach pods');
export const podToNode = directKind('pod', 'node', 3, 'Pods reach nodes');
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
