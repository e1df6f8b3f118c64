import type { Difference, DifferenceOf } from '../diff/difference';

/** Whether the kernel took the entry away because of the other difference. */
export function follows(one: Difference, root: Difference): boolean {
  if (one === root || one.host !== root.host || one.change === 'extra') return false;
  if (root.kind === 'address') return isRouteOver(one, root);
  if (root.kind === 'sysctl') return isSetWith(one, root);
  if (isOfMac(root)) return one.kind === 'neighbour' && one.computed?.link === root.computed.link;
  const link = lostLink(root);
  return link !== undefined && linkOf(one) === link;
}

/** With a link's last address, its routes go. */
function isRouteOver({ kind, computed }: Difference, root: DifferenceOf<'address'>): boolean {
  return (
    kind === 'route' &&
    computed?.link === root.computed?.link &&
    computed?.destination.family === root.computed?.address.family
  );
}

/** With another MAC address, a device forgets its neighbours. */
function isOfMac(root: Difference): root is DifferenceOf<'setting'> & { readonly computed: object } {
  return root.kind === 'setting' && root.computed?.setting === 'mac';
}

/** Switches of forwarding for a whole family, and those that the kernel sets to the same value with them. */
const switches: readonly (readonly [whole: RegExp, ofLinks: RegExp])[] = [
  [/^ipv4\/(ip_forward|conf\/all\/forwarding)$/, /^ipv4\/conf\/(?!all\/)[^/]+\/forwarding$/],
  [/^ipv6\/conf\/all\/forwarding$/, /^ipv6\/conf\/(?!all\/)[^/]+\/forwarding$/],
];

function isSetWith(one: Difference, { key, real }: DifferenceOf<'sysctl'>): boolean {
  return (
    one.kind === 'sysctl' &&
    one.real?.value === real?.value &&
    switches.some(([whole, ofLinks]) => whole.test(key) && ofLinks.test(one.key))
  );
}

/** The link that is not there, is down, or was made anew as another one. */
function lostLink(root: Difference): string | undefined {
  if (root.kind === 'link') return root.computed?.name;
  if (root.kind !== 'setting' || !root.computed) return undefined;
  const { setting, link, value } = root.computed;
  const renews = setting === 'vni' || setting === 'port' || setting === 'local' || setting === 'underlay';
  return (setting === 'up' && value === 'true') || renews ? link : undefined;
}

function linkOf({ kind, computed }: Difference): string | undefined {
  switch (kind) {
    case 'route':
    case 'neighbour':
    case 'forwarding':
    case 'address':
      return computed?.link;
    case 'setting':
      return computed?.link;
    default:
      return undefined;
  }
}
