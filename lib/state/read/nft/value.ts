import type { SetField, SetValue } from '../../../datapath';
import { Cidr } from '../../../net';
import { addressOf } from '../answers/values';
import { rangesBetween } from '../netfilter/between';
import { protocolWord } from '../netfilter/protocols';
import { ruleText } from '../netfilter/text';
import { bare, contentOf, fieldsOf, itemsOf, kindOf } from './expression';

/** What values of a key or of a set are. */
export type ValueKind = 'address' | 'port' | 'protocol' | 'link' | 'state' | 'other';

/** What values a field of a packet has. */
export const kindOfField: Readonly<Record<SetField, ValueKind>> = {
  source: 'address',
  destination: 'address',
  'source-port': 'port',
  'destination-port': 'port',
  protocol: 'protocol',
  in: 'link',
  out: 'link',
  state: 'state',
  other: 'other',
};

/** The alternatives that a rule names: the elements of an unnamed set, or the one value. */
export function alternatives(right: unknown): readonly unknown[] {
  const set = contentOf(right, 'set');
  return set === undefined ? [right] : itemsOf(set).map(bare);
}

/** A value in rules' words; undefined where they have nothing for it. */
export function setValue(kind: ValueKind, shown: unknown): SetValue | undefined {
  switch (kind) {
    case 'address':
      return addressValue(shown);
    case 'port':
      return portValue(shown);
    case 'protocol': {
      const text = typeof shown === 'string' || typeof shown === 'number' ? protocolWord(shown) : undefined;
      return text === undefined ? undefined : { text };
    }
    case 'link':
      return typeof shown === 'string' && linkPattern.test(shown) ? { text: shown } : undefined;
    case 'state':
      return typeof shown === 'string' && states.has(shown) ? { text: shown } : undefined;
    case 'other':
      return { text: ruleText(JSON.stringify(shown) ?? '') };
  }
}

/** A name, or its start and `*` for any rest. */
const linkPattern = /^[^\s/*\\\p{C}]{1,15}\*?$/u;

const states = new Set(['new', 'established', 'related', 'invalid', 'untracked']);

function addressValue(shown: unknown): SetValue | undefined {
  const [kind, content] = kindOf(shown) ?? [];
  if (kind === 'prefix') {
    const { addr, len } = fieldsOf(content);
    const address = typeof addr === 'string' ? addressOf(addr) : undefined;
    const most = address?.family === 'ipv4' ? 32 : 128;
    const isLength = Number.isInteger(len) && (len as number) >= 0 && (len as number) <= most;
    return address && isLength ? { ranges: [Cidr.around(address, len as number)] } : undefined;
  }
  const [first, last] = (kind === 'range' ? itemsOf(content) : [shown, shown]).map((end) =>
    typeof end === 'string' ? addressOf(end) : undefined,
  );
  const ranges = first && last ? rangesBetween(first, last) : [];
  return ranges.length > 0 ? { ranges } : undefined;
}

function portValue(shown: unknown): SetValue | undefined {
  const range = contentOf(shown, 'range');
  const [first, last] = range === undefined ? [shown, shown] : itemsOf(range);
  return isPort(first) && isPort(last) ? { ports: [first, last] } : undefined;
}

const isPort = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 65_535;
