import type { Condition } from '../../../datapath';
import type { Family } from '../../../net';
import { addressOf, rangeOf } from '../answers/values';
import { rangesBetween } from '../netfilter/between';
import { protocolWord } from '../netfilter/protocols';
import type { Option } from './options';

/** What an option of a match asks; undefined where these words have nothing for it. */
export type OptionReader = (option: Option, family: Family) => readonly Condition[] | undefined;

/** What `! ` before an option makes of its condition. */
export const negated = ({ not }: Option) => (not ? ({ not: true } as const) : {});

/** Options of the rule itself. */
export const plainOptions: Readonly<Record<string, OptionReader>> = {
  '-s': (option, family) => addressCondition('source', option, family),
  '-d': (option, family) => addressCondition('destination', option, family),
  '-i': (option) => linkCondition('in', option),
  '-o': (option) => linkCondition('out', option),
  '-p': protocolCondition,
};

function addressCondition(of: 'source' | 'destination', option: Option, family: Family) {
  const range = rangeOf(option.values.join(' '), family);
  return range?.family === family
    ? [{ on: 'address', of, ranges: [range], ...negated(option) } as const]
    : undefined;
}

/** A `+` at the end stands for any rest, and one alone for all links. */
function linkCondition(of: 'in' | 'out', option: Option): readonly Condition[] | undefined {
  const [name = ''] = option.values;
  if (!/^[^\s/*\p{C}]{1,15}\+?$/u.test(name) || option.values.length !== 1) return undefined;
  if (name === '+' && !option.not) return [];
  return [{ on: 'link', of, names: [name.replace(/\+$/, '*')], ...negated(option) }];
}

function protocolCondition(option: Option): readonly Condition[] | undefined {
  const [name = ''] = option.values;
  if (name === 'all' && !option.not) return [];
  const protocol = protocolWord(name);
  return protocol === undefined ? undefined : [{ on: 'protocol', protocols: [protocol], ...negated(option) }];
}

/** `80`, `80:90`, `80,443,1000:2000`. */
export function portCondition(of: 'source' | 'destination'): OptionReader {
  return (option) => {
    const ports = option.values.join('').split(',').map(portRange);
    return ports.every((range) => range !== undefined)
      ? [{ on: 'port', of, ports, ...negated(option) }]
      : undefined;
  };
}

function portRange(text: string): readonly [number, number] | undefined {
  const [, first, last] = /^(\d{0,5})(?::(\d{0,5}))?$/.exec(text) ?? [];
  if (first === undefined || (first === '' && !last)) return undefined;
  const [low, high] = [Number(first), last === undefined ? Number(first) : Number(last || 65_535)];
  return low <= high && high <= 65_535 ? [low, high] : undefined;
}

/** `0x4000/0xffff`, or a value alone. */
export function masked(text: string | undefined): readonly [value: number, mask: number] | undefined {
  const [, value, mask = '0xffffffff'] =
    /^(0x[\da-f]{1,8}|\d{1,10})(?:\/(0x[\da-f]{1,8}|\d{1,10}))?$/i.exec(text ?? '') ?? [];
  const numbers = [Number(value), Number(mask)] as const;
  return value !== undefined && numbers.every((number) => number <= 0xffff_ffff) ? numbers : undefined;
}

/** `10.0.0.1-10.0.0.9`. */
export function spanCondition(of: 'source' | 'destination'): OptionReader {
  return (option) => {
    const [first, last] = option.values.join('').split('-').map(addressOf);
    const ranges = first && last ? rangesBetween(first, last) : [];
    return ranges.length > 0 ? [{ on: 'address', of, ranges, ...negated(option) }] : undefined;
  };
}
