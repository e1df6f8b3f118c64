/** What a zod schema is made of, for tests that go over all of its fields and options. */
import type * as z from 'zod';

/** A field of an object. */
export interface Field {
  readonly name: string;
  readonly schema: z.core.$ZodType;
  readonly optional: boolean;
}

/** One step into a schema. */
export type Part =
  | { readonly is: 'object'; readonly fields: readonly Field[] }
  | { readonly is: 'list' | 'record' | 'same'; readonly of: z.core.$ZodType }
  | { readonly is: 'union'; readonly options: readonly z.core.$ZodType[] }
  | { readonly is: 'choice'; readonly values: readonly unknown[] }
  | { readonly is: 'string' | 'number' | 'boolean' | 'unknown' };

/** @throws Error of a schema of a kind that results do not have so far */
export function partOf(schema: z.core.$ZodType): Part {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return { is: 'object', fields: Object.entries(def.shape).map(fieldOf) };
    case 'array':
      return { is: 'list', of: def.element };
    case 'record':
      return { is: 'record', of: def.valueType };
    case 'union':
      return { is: 'union', options: def.options };
    case 'literal':
      return { is: 'choice', values: def.values };
    case 'enum':
      return { is: 'choice', values: Object.values(def.entries) };
    case 'optional':
    case 'readonly':
    case 'default':
    case 'catch':
      return { is: 'same', of: def.innerType };
    case 'pipe':
      return { is: 'same', of: def.in };
    case 'string':
    case 'number':
    case 'boolean':
    case 'unknown':
      return { is: def.type };
    default:
      throw new Error(`a schema of the kind ${def.type} is not known here`);
  }
}

const fieldOf = ([name, schema]: [string, z.core.$ZodType]): Field => ({
  name,
  schema,
  optional: schema._zod.optin === 'optional',
});

/** Every value that a literal or an enum of the schema may have, with its place: `.why.code = no-answer`. */
export function choicesOf(schema: z.core.$ZodType, place = ''): string[] {
  const part = partOf(schema);
  switch (part.is) {
    case 'object':
      return part.fields.flatMap(({ name, schema }) => choicesOf(schema, `${place}.${name}`));
    case 'list':
    case 'record':
      return choicesOf(part.of, `${place}[]`);
    case 'same':
      return choicesOf(part.of, place);
    case 'union':
      return part.options.flatMap((option) => choicesOf(option, place));
    case 'choice':
      return part.values.map((value) => `${place} = ${value}`);
    default:
      return [];
  }
}

/** Every scalar of a value, and every field that it has, written as {@link choicesOf} does. */
export function placesOf(value: unknown, place = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => placesOf(one, `${place}[]`));
  if (typeof value !== 'object' || value === null) return [`${place} = ${value}`];
  return Object.entries(value).flatMap(([name, one]) => placesOf(one, `${place}.${name}`));
}
