import { createHash } from 'node:crypto';
import type { BgpSpeaker } from '../../datapath';
import { Address, inFamily } from '../../net';
import { type Plan, type PlanNode, podRangesOf } from '../../plan';
import type { CniChoice } from '../cni';
import { calicoSettings } from './encapsulation';

/** Metric of BIRD's and Felix' routes since Calico 3.32. */
export const birdMetric = 1024;

/** Calico's default autonomous system. */
const asn = 64_512;

/**
 * The node's part of the full mesh, where routes are BIRD's alone (Felix programs those into tunnels since 3.33). Of two
 * neighbours the later one in the plan is passive.
 */
export function bgpSpeaker(plan: Plan, choice: CniChoice, node: PlanNode): BgpSpeaker | undefined {
  const own = plan.nodes.indexOf(node);
  const { encapsulation } = calicoSettings(choice);
  const families = plan.families.filter((family) => encapsulation[family] === 'None');
  if (families.length === 0) return undefined;
  return {
    asn,
    routerId: node.address.ipv4 ?? hashedId(node.name),
    announces: families.flatMap((family) => podRangesOf(node, family)),
    neighbours: plan.nodes.flatMap((other, place) =>
      other === node
        ? []
        : families.map((family) => ({
            name: `${other.name} ${family}`,
            local: inFamily(node.address, family),
            address: inFamily(other.address, family),
            passive: own > place,
          })),
    ),
  };
}

/** What confd takes of a node without an IPv4 address, as the operator asks for (CALICO_ROUTER_ID=hash; confd hashToIPv4). */
function hashedId(node: string): Address {
  const [first = 0, ...others] = createHash('sha256').update(node).digest().subarray(0, 4);
  return Address.parse([first > 223 ? first - 32 : first, ...others].join('.'));
}
