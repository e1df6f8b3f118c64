/** Flows and owners of addresses in words, which mean the same in every cluster. */
import type { FlowCode, NatFlow, NatOwner, OwnerCode } from './nat-codes';

const flows: Readonly<Record<FlowCode, string>> = {
  'pod-to-pod/same-node': 'pod → pod, same node',
  'pod-to-pod/other-node': 'pod → pod, other node',
  'pod-to-node/same-node': 'pod → node, same node',
  'pod-to-node/other-node': 'pod → node, other node',
  'node-to-pod/same-node': 'node → pod, same node',
  'node-to-pod/other-node': 'node → pod, other node',
  'host-pod-to-pod/same-node': 'host-network pod → pod, same node',
  'host-pod-to-pod/other-node': 'host-network pod → pod, other node',
  'node-to-node': 'node → node',
  egress: 'pod → outside',
};

const owners: Readonly<Record<OwnerCode, string>> = {
  pod: "the pod's own",
  'own-node': "the node's own",
  node: "its node's",
  'node-external': "its node's external",
  'node-bridge': "its node's bridge",
  'node-router': "its node's router",
  'node-tunnel': "its node's tunnel device",
  'node-share': "another of its node's share",
  another: 'another',
};

/** `pod → node, other node`. */
export function flowText(flow: NatFlow): string {
  return typeof flow === 'string' ? flows[flow] : flow.unknown;
}

/** `its node's tunnel device`. */
export function ownerText(owner: NatOwner): string {
  return typeof owner === 'string' ? owners[owner] : owner.unknown;
}
