/** All kinds of checks, in the order in which they are made and shown: the only list. */
import { addressUnique } from './address-unique';
import { policyAdminTier, policyBaselineTier } from './cluster-policies';
import { apiServer, kubelet } from './control';
import { hostPodToPod, nodeToNode, nodeToPod, podToNode, podToPod } from './direct';
import { dns } from './dns';
import { egressNat } from './egress';
import type { CheckKind } from './kind';
import { metadataBlocked } from './metadata';
import { nodeShare } from './node-share';
import { pathMtu } from './path-mtu';
import { policyAllow, policyDefaultDeny, policyOtherNode, policyOwnNode } from './policies';
import { serviceRange } from './service-range';
import { clusterIp, hairpin, nodePort, serviceLocal } from './services';

/** All kinds of checks, in the order of the matrix. */
export const checkKinds: readonly CheckKind[] = [
  nodeShare,
  serviceRange,
  addressUnique,
  podToPod,
  nodeToPod,
  hostPodToPod,
  podToNode,
  nodeToNode,
  pathMtu,
  egressNat,
  clusterIp,
  nodePort,
  hairpin,
  serviceLocal,
  apiServer,
  kubelet,
  dns,
  policyAllow,
  policyDefaultDeny,
  policyOwnNode,
  policyOtherNode,
  policyAdminTier,
  policyBaselineTier,
  metadataBlocked,
];
