/** What a target adds to the spec: a part of its own, with a schema that the target brings. The plan does not look into it. */
import * as z from 'zod';

/** Schemas of the targets' own parts, by the field that holds each. Every field in a part has a default or is optional. */
export type SpecParts = Readonly<Record<string, z.ZodObject>>;

/** The values of these parts as a spec holds them, with every default filled in. */
export type PartsOf<P extends SpecParts> = { readonly [K in keyof P]: z.output<P[K]> };

/** A schema with these parts as further fields. A part that is left out takes its defaults. */
export function schemaWith<S extends z.ZodObject>(schema: S, parts: SpecParts): S {
  const fields = Object.entries(parts).map(([field, part]) => [field, part.prefault({})]);
  if (fields.length === 0) return schema;
  const extended: z.ZodObject = schema.extend(Object.fromEntries(fields));
  return extended as S; // its own fields are as before; those of the parts are typed by PartsOf
}

/** Parts in a spec that was checked before it was recorded, under whatever names: they are taken as they are. */
export function recordedParts(input: unknown, schema: z.ZodObject): SpecParts {
  const fields = isRecord(input) ? Object.entries(input) : [];
  const parts = fields.filter(([field, value]) => !(field in schema.shape) && isRecord(value));
  return Object.fromEntries(parts.map(([field]) => [field, z.looseObject({})]));
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields of an object inside a part, by the way to it through its lists, objects and defaults. */
export function shapeAt(schema: unknown, path: readonly PropertyKey[]): z.ZodObject['shape'] | undefined {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional)
    return shapeAt(schema.unwrap(), path);
  if (schema instanceof z.ZodArray) return shapeAt(schema.element, path.slice(1));
  if (!(schema instanceof z.ZodObject)) return undefined;
  const [field, ...rest] = path;
  return field === undefined ? schema.shape : shapeAt(schema.shape[String(field)], rest);
}
