import type { Host } from '../../../datapath';
import type { Sysctl } from '../difference';
import type { DiffKind } from './kind';

/** What the walk takes a setting to be that no state names: the kernel's own default, or what a wider setting says. */
const assumed: readonly (readonly [path: RegExp, value: (host: Host) => string | undefined])[] = [
  [/^ipv4\/ip_forward$/, () => '0'],
  [/^ipv6\/conf\/all\/forwarding$/, () => '0'],
  [/^ipv4\/conf\/[^/]+\/rp_filter$/, () => '0'],
  [/^ipv4\/conf\/[^/]+\/proxy_arp$/, () => '0'],
  [/^ipv4\/conf\/[^/]+\/accept_local$/, () => '0'],
  [/^ipv6\/conf\/[^/]+\/disable_ipv6$/, (host) => (usesIpv6(host) ? '0' : undefined)],
  [/^bridge\/bridge-nf-call-ip6?tables$/, () => '0'],
];

/** Settings that decide what becomes of packets: those that a state names, where the other one has them otherwise. */
export const sysctls: DiffKind<'sysctl'> = {
  kind: 'sysctl',
  entries: (host, other) =>
    [...new Set([...Object.keys(host.sysctls), ...Object.keys(other.sysctls)])].flatMap((path) => {
      const value = settingOf(path, host);
      const isKnown = value !== undefined && settingOf(path, other) !== undefined;
      return isKnown && !isOfMissingLink(path, host, other) ? [{ path, value }] : [];
    }),
  canonical: ({ path, value }: Sysctl) => `${path} ${value}`,
  identity: ({ path }) => path,
  replace: (host, _from, to) => (to ? { ...host, sysctls: { ...host.sysctls, [to.path]: to.value } } : host),
};

const usesIpv6 = ({ links }: Host) =>
  links.some(({ addresses }) => addresses.some(({ address }) => address.family === 'ipv6'));

/** Settings of single links that a wider one sets with itself: they count where they are other than that. */
const wider: readonly (readonly [path: RegExp, wider: string])[] = [
  [/^ipv4\/conf\/[^/]+\/forwarding$/, 'ipv4/ip_forward'],
  [/^ipv6\/conf\/(?!all\/)[^/]+\/forwarding$/, 'ipv6/conf/all/forwarding'],
];

/** As the state names it, or as it is taken to be. */
function settingOf(path: string, host: Host): string | undefined {
  const above = wider.find(([pattern]) => pattern.test(path))?.[1];
  if (above !== undefined) {
    const own = host.sysctls[path];
    return own === undefined || own === (host.sysctls[above] ?? '0') ? `as ${above}` : own;
  }
  return host.sysctls[path] ?? assumed.find(([pattern]) => pattern.test(path))?.[1](host);
}

/** Settings of a link go with it. */
function isOfMissingLink(path: string, ...states: readonly Host[]): boolean {
  const link = /^ipv[46]\/conf\/([^/]+)\//.exec(path)?.[1];
  if (link === undefined || ['all', 'default', 'lo'].includes(link)) return false;
  return !states.every(({ links }) => links.some(({ name }) => name === link));
}
