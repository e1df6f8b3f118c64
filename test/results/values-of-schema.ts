/** Values that a zod schema takes: arbitrary ones, and a list in which every field and every option is there. */
import fc from 'fast-check';
import type * as z from 'zod';
import { name, port, text, time } from '../../lib/base/values';
import {
  address,
  addresses,
  addressOrRange,
  cidr,
  family,
  range,
  ranges,
  seenAddress,
} from '../../lib/net/values';
import { type Field, partOf } from './zod-parts';

/** Texts with a form, which their schemas alone do not show. */
const formed = new Map<z.core.$ZodType, readonly unknown[]>([
  [port, [27_431, 65_535]],
  [time, ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.678+01:00']],
  [seenAddress, ['10.244.0.2', 'fd00::2', 'fe80::1%eth0']],
  [range, ['10.244.0.0/24', 'fd00::/64']],
  [addressOrRange, ['10.244.0.2', 'fd00::/64']],
  [address, ['192.168.1.10', 'fd00::a']],
  [addresses, [{ ipv4: '192.168.1.10' }, { ipv6: 'fd00::a' }, { ipv4: '192.168.1.10', ipv6: 'fd00::a' }]],
  [cidr, ['10.0.0.0/16', 'fd00::/56']],
  [ranges, [{ ipv4: '10.0.0.0/16' }, { ipv6: 'fd00::/56' }, { ipv4: '10.0.0.0/16', ipv6: 'fd00::/56' }]],
  [family, ['ipv4', 'ipv6']],
  [name, ['pod:worker-1/0']],
  [text, ['a → b: "c"', '']],
]);

const words = fc.string({ unit: fc.constantFrom(...'abc →/:0_"'), minLength: 1, maxLength: 8 });

/** Arbitrary values, with each optional field present or absent. */
export function arbitrary(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  const own = formed.get(schema);
  if (own) return schema === name || schema === text ? words : fc.constantFrom(...own);
  const part = partOf(schema);
  switch (part.is) {
    case 'object': {
      const requiredKeys = part.fields.filter(({ optional }) => !optional).map((field) => field.name);
      const fields = part.fields.map((field) => [field.name, arbitrary(field.schema)]);
      return fc.record<Record<string, unknown>>(Object.fromEntries(fields), { requiredKeys });
    }
    case 'list':
      return fc.array(arbitrary(part.of), { maxLength: 3 });
    case 'record':
      return fc.dictionary(words, arbitrary(part.of), { maxKeys: 3 });
    case 'same':
      return arbitrary(part.of);
    case 'union':
      return fc.oneof(...part.options.map(arbitrary));
    default:
      return fc.constantFrom(...examples(schema));
  }
}

/** Values of which each differs from the first in one field: together they have every field, every option, and no field. */
export function examples(schema: z.core.$ZodType): readonly unknown[] {
  const own = formed.get(schema);
  if (own) return own;
  const part = partOf(schema);
  switch (part.is) {
    case 'object':
      return objects(part.fields);
    case 'list':
      return [...examples(part.of).map((value) => [value]), []];
    case 'record':
      return [...examples(part.of).map((value) => ({ key: value })), {}];
    case 'same':
      return examples(part.of);
    case 'union':
      return part.options.flatMap(examples);
    case 'choice':
      return part.values;
    case 'number':
      return [1, 0, 1500];
    case 'boolean':
      return [true, false];
    case 'unknown':
      return ['a', 1, null, [true], { a: {} }];
    case 'string':
      return ['a text'];
  }
}

function objects(fields: readonly Field[]): object[] {
  const variants = fields.map((field) => ({ ...field, values: examples(field.schema) }));
  const first = Object.fromEntries(variants.map((field) => [field.name, field.values[0]]));
  const changed = variants.flatMap((field) =>
    field.values.slice(1).map((value) => ({ ...first, [field.name]: value })),
  );
  const without = variants
    .filter(({ optional }) => optional)
    .map((field) => Object.fromEntries(Object.entries(first).filter(([key]) => key !== field.name)));
  return [first, ...changed, ...without];
}
