import { createHash } from 'node:crypto';
import type { Family } from '../../net';
import type { PlanNode } from '../../plan';

/** UDP port of VXLAN where nobody chooses another one: IANA's. */
export const vxlanPort = 4789;

/** MAC address of the node's end of every pod's cable (cni-plugin/internal/dataplane/linux). */
export const calicoMac = 'ee:ee:ee:ee:ee:ee';

/** MAC address of a node's tunnel device: 66 and the first five bytes of the SHA-1 of its name (felix vxlan_mgr.go). */
export function tunnelMac(family: Family): (node: PlanNode) => string {
  const suffix = family === 'ipv4' ? '' : '-v6';
  return ({ name }) => {
    const digest = createHash('sha1').update(`${name}${suffix}`).digest();
    return ['66', ...Array.from(digest.subarray(0, 5), (byte) => byte.toString(16).padStart(2, '0'))].join(
      ':',
    );
  };
}
