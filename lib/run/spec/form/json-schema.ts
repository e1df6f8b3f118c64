/** The spec's JSON Schema, for editors and other programs: made from the schema that parses, with the CNIs' names. */
import * as z from 'zod';
import { type Cni, cnis } from '../../../cni';
import { schemaWith, specFileSchema } from '../../../plan';
import { specParts } from '../../../provision/cloud';
import { clouds } from '../../../provision/clouds';
import texts from './field-texts.json';

/** A JSON Schema, as far as a spec's has parts. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * JSON Schema (draft-07, which editors know best) of what a spec file may hold. It knows the form of each field; how the
 * ranges fit together, `testbed plan` says.
 */
export function specJsonSchema(): JsonSchema {
  const schema: JsonSchema = z.toJSONSchema(schemaWith(specFileSchema, specParts(clouds)), {
    target: 'draft-7',
    io: 'input',
  });
  describe(schema, '');
  for (const { name, title } of clouds)
    Object.assign(partOf(schema, name), {
      description: `Settings for ${title} only; other targets ignore them.`,
    });
  Object.assign(partOf(schema, '$schema'), { description: 'Where this schema is, for editors.' });
  Object.assign(partOf(schema, 'cni'), { enum: cnis.map(({ name }) => name) });
  return { title: 'Spec of cni-testbed', ...schema, allOf: cnis.map(choicesOf) };
}

/** Modes and data planes of a CNI, where the spec names it. The first one is also that of specs which name none. */
function choicesOf({ name, modes, dataPlanes }: Cni, position: number): JsonSchema {
  return {
    if: { properties: { cni: { const: name } }, ...(position > 0 && { required: ['cni'] }) },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: {
      properties: { mode: { enum: modes.map((mode) => mode.name) }, dataPlane: { enum: [...dataPlanes] } },
    },
  };
}

/** Gives every field the text of its doc comment. */
function describe(schema: JsonSchema, path: string): void {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    if (typeof field === 'boolean') continue;
    const text = fieldText(`${path}${name}`);
    if (text)
      field.description = [text.about, ...(text.otherwise ? [`Default: ${text.otherwise}.`] : [])].join(' ');
    describe(field, `${path}${name}.`);
    const { items } = field;
    if (items && typeof items === 'object' && !Array.isArray(items)) describe(items, `${path}${name}[].`);
  }
}

/** What the doc comment of a field says; undefined where it has none. */
export function fieldText(path: string): { about: string; otherwise?: string } | undefined {
  const known: Readonly<Record<string, { about: string; otherwise?: string }>> = texts;
  return known[path];
}

function partOf({ properties }: JsonSchema, name: string): JsonSchema {
  const part = properties?.[name];
  if (typeof part !== 'object') throw new Error(`the schema has no field ${name}`);
  return part;
}
