import type { Link } from '../../datapath';
import { type Address, isLinkLocal } from '../../net';
import type { ReadLink } from '../read/read-host';
import type { CableEnd } from './wires';

/** What a device's conversion needs besides itself. */
export interface LinkContext {
  /** The device of that name in the computed state. */
  readonly computed?: Link;
  /** The other end of its cable, as far as it is known. */
  readonly peer?: CableEnd;
}

/** A device as the walk knows it; undefined for those that carry no packets of others. */
export function realLink(read: ReadLink, { computed, peer }: LinkContext): Link | undefined {
  if (isKernelsOwn(read, computed)) return undefined;
  const { name, mac, mtu, master, hairpin, isolated, arp, up, ebpf } = read;
  const base = {
    name,
    mac,
    mtu,
    addresses: read.addresses.filter(({ address }) => !isLinkLocal(address) || hasAddress(computed, address)),
    ...(master !== undefined && { master }),
    ...(hairpin && { hairpin }),
    ...(isolated && { isolated }),
    ...(arp === false && { arp }),
    ...(up ? {} : { up }),
    ...(ebpf !== undefined && { ebpf }),
  };
  if (read.kind !== 'veth' && peer) return { ...base, type: 'veth', peer }; // a card, assumed to be wired as computed
  const { tunnel = {} } = read;
  const { id, port, local, underlay, external } = tunnel;
  switch (read.kind) {
    case 'veth':
      return { ...base, type: 'veth', peer: peer ?? { host: '', link: '' } };
    case 'bridge':
      return { ...base, type: 'bridge' };
    case 'vxlan':
      if (external) return { ...base, type: 'vxlan-flow', port: port ?? 0 };
      if (id === undefined || port === undefined || !local) break;
      return { ...base, type: 'vxlan', vni: id, port, local, underlay: underlay ?? '' };
    case 'geneve':
      if (external) return { ...base, type: 'geneve-flow', port: port ?? 0 };
      break;
    case 'ipip':
      return local ? { ...base, type: 'ipip', local } : asComputed(base, computed, 'ipip');
    case 'wireguard':
      return asComputed(base, computed, 'wireguard');
  }
  return { ...base, type: 'other', kind: read.kind };
}

type Base = Omit<Extract<Link, { type: 'bridge' }>, 'type'>;

/** What was not read of a tunnel is assumed to be as computed. */
function asComputed(base: Base, computed: Link | undefined, type: 'ipip' | 'wireguard'): Link {
  return computed?.type === type
    ? ({ ...computed, ...base } as Link)
    : { ...base, type: 'other', kind: type };
}

/** Devices that the kernel makes in every namespace where a module is loaded. */
const fallbacks = /^(tunl|sit|ip6tnl|gre|gretap|erspan|ip_vti|ip6_vti|ip6gre)0$/;

function isKernelsOwn({ name, kind, up, addresses }: ReadLink, computed: Link | undefined): boolean {
  if (kind === 'loopback') return addresses.every(({ address }) => isLoopback(address));
  return fallbacks.test(name) && !up && !computed;
}

const isLoopback = ({ family, value }: Address) => (family === 'ipv4' ? value >> 24n === 127n : value === 1n);

function hasAddress(link: Link | undefined, address: Address): boolean {
  return link?.addresses.some((own) => own.address.equals(address)) ?? false;
}
