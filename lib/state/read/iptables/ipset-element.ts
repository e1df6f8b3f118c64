import type { SetElement, SetField, SetValue } from '../../../datapath';
import { addressOf, rangeOf } from '../answers/values';
import { rangesBetween } from '../netfilter/between';
import { protocolWord } from '../netfilter/protocols';
import { ruleText } from '../netfilter/text';

/** One part of a set's elements, as ipset(8) names it. */
export type Dimension = 'ip' | 'net' | 'port' | 'iface' | 'mac' | 'mark';

/** An element in rules' words; undefined where they have nothing for it. */
export function elementOf(
  shown: string,
  dimensions: readonly Dimension[],
  withProtocol: boolean,
): SetElement | undefined {
  const parts = shown.split(',');
  const values = parts.map((part, i) => valuesOf(part, dimensions[i], withProtocol));
  return parts.length === dimensions.length && values.every((value) => value !== undefined)
    ? values.flat()
    : undefined;
}

function valuesOf(
  part: string,
  dimension: Dimension | undefined,
  withProtocol: boolean,
): SetValue[] | undefined {
  switch (dimension) {
    case 'ip':
    case 'net':
      return addressValue(part);
    case 'port':
      return withProtocol ? protocolAndPort(part) : portValue(part);
    case 'iface':
      return /^[^\s:*\p{C}]{1,15}$/u.test(part) ? [{ text: part }] : undefined;
    case 'mac':
    case 'mark':
      return [{ text: ruleText(part) }];
    default:
      return undefined;
  }
}

function addressValue(part: string): SetValue[] | undefined {
  const [first, last] = part.split('-').map(addressOf);
  if (first && last) {
    const ranges = rangesBetween(first, last);
    return ranges.length > 0 ? [{ ranges }] : undefined;
  }
  const range = rangeOf(part, 'ipv4');
  return range && [{ ranges: [range] }];
}

function portValue(part: string): SetValue[] | undefined {
  const [first, last = first] = part
    .split('-')
    .map((text) => (/^\d{1,5}$/.test(text) ? Number(text) : undefined));
  return first === undefined || last === undefined ? undefined : [{ ports: [first, last] }];
}

/** `tcp:80`; of ICMP it is a type, which is no port. */
function protocolAndPort(part: string): SetValue[] | undefined {
  const [name = '', rest = ''] = part.split(':');
  const protocol = protocolWord(name);
  if (protocol === undefined) return undefined;
  const port = /icmp/.test(protocol) ? [{ text: ruleText(rest) }] : portValue(rest);
  return port && [{ text: protocol }, ...port];
}

/** The fields of a packet that a part is compared with. */
export function fieldsOf(dimension: Dimension, isSource: boolean, withProtocol: boolean): SetField[] {
  switch (dimension) {
    case 'ip':
    case 'net':
      return [isSource ? 'source' : 'destination'];
    case 'port':
      return [
        ...(withProtocol ? (['protocol'] as const) : []),
        isSource ? 'source-port' : 'destination-port',
      ];
    case 'iface':
      return [isSource ? 'in' : 'out'];
    default:
      return ['other'];
  }
}
