/** What plug-ins say to nodes behind a NAT: whether their tunnels can end at an address that is none of the node's own. */
import { type Problem, type TestbedSpec, withoutExternal } from '../../plan';

/** Whose rule it is, and why. */
export interface OwnAddressesOnly {
  /** The plug-in, or the plug-in and its mode: the subject of the rule. */
  readonly who: string;
  /** What it does with the address of another node. */
  readonly rule: string;
  /** What else to do, beside another plug-in or mode. */
  readonly otherwise: string;
}

/** What tunnels to nodes behind a NAT: the plug-in and mode whose agents take an address that a Node object says. */
const instead = '--cni flannel --mode vxlan';

/** For plug-ins that know nodes by their own addresses, which reach no further than their zone. */
export function ownAddressesOnly(spec: TestbedSpec, rule: OwnAddressesOnly): Problem[] {
  return spec.zones.length > 1 ? noExternalAddresses(spec, rule) : [];
}

/** For modes that fail with external addresses in one zone too. */
export function noExternalAddresses(
  spec: TestbedSpec,
  { who, rule, otherwise }: OwnAddressesOnly,
): Problem[] {
  const remedy = `Use ${instead}, or ${otherwise}`;
  return withoutExternal(spec, {
    ...{ code: 'cni/external-address', who, rule, remedy },
    restsOn: ['cni', 'mode', 'zones'],
  });
}
