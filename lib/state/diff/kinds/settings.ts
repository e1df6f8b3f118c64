import type { Host, Link } from '../../../datapath';
import type { LinkSetting, Setting } from '../difference';
import type { DiffKind } from './kind';

/** Settings of devices that both states have. */
export const settings: DiffKind<'setting'> = {
  kind: 'setting',
  entries: (host, other) =>
    host.links.flatMap((link) => {
      const twin = other.links.find(({ name }) => name === link.name);
      return twin?.type === link.type ? settingsOf(link) : [];
    }),
  canonical: ({ link, setting, value }) => `${link} ${setting} ${value}`,
  identity: ({ link, setting }) => `${link} ${setting}`,
  replace: (host, _from, to) => (to ? withSetting(host, to) : host),
};

function withSetting(host: Host, { link: name, setting, owner }: LinkSetting): Host {
  const value = (owner as unknown as Record<Setting, unknown>)[setting];
  return {
    ...host,
    links: host.links.map((link) => (link.name === name ? ({ ...link, [setting]: value } as Link) : link)),
  };
}

function settingsOf(link: Link): LinkSetting[] {
  const of = (setting: Setting, value: unknown): LinkSetting => ({
    link: link.name,
    setting,
    value: value === undefined ? 'none' : `${value}`,
    owner: link,
  });
  const own = link as Partial<Record<'vni' | 'port' | 'local' | 'underlay', unknown>>;
  return [
    of('mtu', link.mtu),
    of('mac', link.mac),
    of('up', link.up ?? true),
    of('arp', link.arp ?? true),
    of('master', link.master),
    ...(link.master ? [of('hairpin', link.hairpin ?? false), of('isolated', link.isolated ?? false)] : []),
    ...(link.type === 'veth' ? [of('peer', `${link.peer.host} ${link.peer.link}`)] : []),
    ...(['vni', 'port', 'local', 'underlay'] as const).flatMap((name) =>
      name in link ? [of(name, own[name])] : [],
    ),
    ...(link.type === 'wireguard' ? [of('peers', peersText(link))] : []),
  ];
}

function peersText({ peers }: Extract<Link, { type: 'wireguard' }>): string {
  return peers
    .map(({ keyName, endpoint, port, allowed }) => `${keyName} ${endpoint} ${port} ${allowed.join(' ')}`)
    .sort()
    .join(', ');
}
