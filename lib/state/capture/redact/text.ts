import { isIPv6 } from 'node:net';
import { Address } from '../../../net';
import type { AddressMap } from './addresses';
import type { MacMap } from './macs';
import type { NameMap } from './names';

/** What stands in place of what, in one set of captures. */
export interface Replacements {
  readonly addresses: AddressMap;
  readonly macs: MacMap;
  readonly names: NameMap;
}

const ipv4 = '(?:\\d{1,3}\\.){3}\\d{1,3}';
const octet = '[0-9a-fA-F]{2}';

/** A bridge's id, a hardware address, IPv6 (also with IPv4 in it) or IPv4, with a prefix length or without. */
const words = new RegExp(
  [
    '(?<![\\w.:])(?<bridge>[0-9a-f]{4}\\.(?:[0-9a-f]{1,2}:){5}[0-9a-f]{1,2})',
    `(?<![\\w:])(?<long>(?:${octet}:){8,}${octet})(?![:\\w])`,
    `(?<![\\w:])(?<mac>(?:${octet}:){5}${octet})(?![:\\w])`,
    `(?<![\\w:])(?<embedded>[0-9a-fA-F:]*::(?:[0-9a-fA-F]{1,4}:)*)(?<inner>${ipv4})`,
    '(?<![\\w:])(?<ipv6>(?:[0-9a-fA-F]{0,4}:)+(?:[0-9a-fA-F]{1,4}|:))(?:/(?<length6>\\d{1,3}))?(?!\\w)',
    `(?<![\\d.])(?<ipv4>${ipv4})(?:/(?<length4>\\d{1,2}))?(?!\\d|\\.\\d)`,
  ].join('|'),
  'g',
);

/** The text with every address in it replaced. */
export function withoutAddresses(text: string, by: Replacements): string {
  return text.replace(words, (whole, ...rest) => {
    const found = rest.at(-1) as Readonly<Record<string, string | undefined>>;
    if (found.bridge) return bridgeId(found.bridge, by);
    if (found.mac) return by.macs.mac(found.mac);
    if (found.long) return `00:00:00:${by.macs.mac(found.long.slice(-17))}`;
    if (found.inner) return `${found.embedded}${ipText(found.inner, undefined, by) ?? found.inner}`;
    return ipText(found.ipv6 ?? found.ipv4 ?? '', found.length6 ?? found.length4, by) ?? whole;
  });
}

/** An address or range in place of one; undefined where the text is none. */
export function ipText(text: string, length: string | undefined, by: Replacements): string | undefined {
  const address = parsed(text);
  if (!address) return undefined;
  const mapped = by.macs.made(address, by.addresses.address(address));
  if (mapped) return length === undefined ? `${mapped}` : `${mapped}/${length}`;
  if (length === undefined) return `${by.addresses.address(address)}`;
  return `${by.addresses.first(address, Number(length))}/${length}`;
}

function parsed(text: string): Address | undefined {
  if (text.includes(':') ? !isIPv6(text) : text.split('.').some((part) => Number(part) > 255))
    return undefined;
  return Address.parse(text.replace(/(^|\.)0+(?=\d)/g, '$1'));
}

/** A priority in hexadecimal, and a hardware address without leading zeros. */
function bridgeId(text: string, by: Replacements): string {
  const [priority = '', mac = ''] = text.split(/\.(.*)/s);
  const mapped = by.macs.mac(
    mac
      .split(':')
      .map((byte) => byte.padStart(2, '0'))
      .join(':'),
  );
  return `${priority}.${mapped
    .split(':')
    .map((byte) => byte.replace(/^0/, ''))
    .join(':')}`;
}
