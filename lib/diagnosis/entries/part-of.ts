import type { Difference, PlacedRule } from '../../state';
import type { Suspect } from '../suspect';

/** What of a network an entry is. */
export function partOf(difference: Difference): Suspect {
  switch (difference.kind) {
    case 'link':
      return 'link';
    case 'setting':
      return ofSetting[(difference.computed ?? difference.real)!.setting];
    case 'address':
      return 'address';
    case 'route':
    case 'policy-rule':
      return 'route';
    case 'neighbour':
      return 'neighbour';
    case 'forwarding':
      return 'forwarding-entry';
    case 'netfilter':
      return ofRule((difference.computed ?? difference.real)!);
    case 'sysctl':
      return ofSysctl(difference.key);
  }
}

const ofSetting = {
  mtu: 'mtu',
  mac: 'mac',
  up: 'link',
  arp: 'neighbour',
  hairpin: 'hairpin',
  isolated: 'link',
  master: 'link',
  peer: 'link',
  vni: 'tunnel-settings',
  port: 'tunnel-settings',
  local: 'tunnel-settings',
  underlay: 'tunnel-settings',
  peers: 'tunnel-settings',
} as const;

function ofRule({ hook, action }: PlacedRule): Suspect {
  if (hook.type !== 'nat') return 'firewall';
  return action.do === 'dnat' || action.do === 'redirect' || hook.name !== 'postrouting'
    ? 'redirect'
    : 'masquerade';
}

function ofSysctl(path: string): Suspect {
  if (path.endsWith('/rp_filter')) return 'reverse-path';
  if (path.endsWith('/proxy_arp')) return 'neighbour';
  if (path.includes('bridge-nf')) return 'bridge-netfilter';
  return path.endsWith('/disable_ipv6') ? 'address' : 'forwarding';
}
