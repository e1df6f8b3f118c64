/** What each of Calico's modes asks of the operator: the one table that chart, firewall and modules are made from. */
import type { Family } from '../../net';
import type { Plan } from '../../plan';
import type { CniChoice } from '../cni';
import { settingsOf } from '../common/deployment';

/** As the operator's IPPool spells it (operator api/v1/installation_types.go). */
export type Encapsulation = 'VXLAN' | 'VXLANCrossSubnet' | 'IPIP' | 'IPIPCrossSubnet' | 'None';

/** What one of Calico's modes asks of the operator. */
export interface CalicoSettings {
  readonly encapsulation: Readonly<Record<Family, Encapsulation>>;
  /** Whether BIRD runs on the nodes, in a full mesh. */
  readonly bgp: boolean;
  readonly wireguard: boolean;
}

const both = (encapsulation: Encapsulation): CalicoSettings['encapsulation'] => ({
  ipv4: encapsulation,
  ipv6: encapsulation,
});

/**
 * Un-encapsulated pools need BGP, and IPIP pools need it unless Felix programs their routes (Calico's default only since
 * 3.33): enabled, the operator takes them either way (operator validation.go). It refuses IPIP for IPv6 pools, which
 * therefore take the VXLAN that promises the same: pod addresses never appear, or only inside a subnet.
 *
 * WireGuard is put on top of VXLAN: it replaces the tunnel between nodes that know each other's keys, and until they do
 * packets take the tunnel instead of going unencrypted. The MTU is the smaller of the two, WireGuard's.
 */
const settings: Readonly<Record<string, CalicoSettings>> = {
  vxlan: { encapsulation: both('VXLAN'), bgp: false, wireguard: false },
  'vxlan-cross-subnet': { encapsulation: both('VXLANCrossSubnet'), bgp: false, wireguard: false },
  bgp: { encapsulation: both('None'), bgp: true, wireguard: false },
  ipip: { encapsulation: { ipv4: 'IPIP', ipv6: 'VXLAN' }, bgp: true, wireguard: false },
  'ipip-cross-subnet': {
    encapsulation: { ipv4: 'IPIPCrossSubnet', ipv6: 'VXLANCrossSubnet' },
    bgp: true,
    wireguard: false,
  },
  wireguard: { encapsulation: both('VXLAN'), bgp: false, wireguard: true },
};

/** What the chosen mode asks of the operator. */
export function calicoSettings(choice: CniChoice): CalicoSettings {
  return settingsOf(settings, choice, 'calico');
}

/** The encapsulations that pools of the plan have. */
export function encapsulationsOf(plan: Plan, choice: CniChoice): Encapsulation[] {
  const { encapsulation } = calicoSettings(choice);
  return plan.families.map((family) => encapsulation[family]);
}
