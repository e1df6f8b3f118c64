/** Kinds of flows, and whose addresses their receivers see, as codes. */

/** Kinds of flows, in the order in which they are shown. `unknown` is one of an older or later version. */
export const flowCodes = [
  'pod-to-pod/same-node',
  'pod-to-pod/other-node',
  'pod-to-node/same-node',
  'pod-to-node/other-node',
  'node-to-pod/same-node',
  'node-to-pod/other-node',
  'host-pod-to-pod/same-node',
  'host-pod-to-pod/other-node',
  'node-to-node',
  'egress',
] as const;
/** Kinds of flows. */
export type FlowCode = (typeof flowCodes)[number];

/** What an address is to the sender: its own, its node's, what a NAT makes of its node's, that of a device of its node, another of its node's share. */
export const ownerCodes = [
  'pod',
  'own-node',
  'node',
  'node-external',
  'node-bridge',
  'node-router',
  'node-tunnel',
  'node-share',
  'another',
] as const;
/** What an address is to the sender. */
export type OwnerCode = (typeof ownerCodes)[number];

/** A code, or, of files without codes, only the text. */
export type Coded<Code> = Code | { readonly unknown: string };
/** A kind of flow; of older files only its text. */
export type NatFlow = Coded<FlowCode>;
/** What an address is to the sender; of older files only its text. */
export type NatOwner = Coded<OwnerCode>;
