/** Paths of all fields of a JSON schema: `checks[].from`, `timings.*`. */

interface Schema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly items?: unknown;
  readonly additionalProperties?: unknown;
  readonly anyOf?: readonly unknown[];
  readonly allOf?: readonly unknown[];
}

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;

/** @param path of the schema itself, the empty string for a whole file */
export function fieldsOf(schema: unknown, path = ''): string[] {
  if (!isSchema(schema)) return [];
  const { properties = {}, items, additionalProperties, anyOf = [], allOf = [] } = schema;
  const within = (name: string) => (path === '' ? name : `${path}.${name}`);
  const found = [
    ...Object.entries(properties).flatMap(([name, inner]) => [
      within(name),
      ...fieldsOf(inner, within(name)),
    ]),
    ...fieldsOf(items, `${path}[]`),
    ...(path === '' ? [] : fieldsOf(additionalProperties, within('*'))),
    ...[...anyOf, ...allOf].flatMap((inner) => fieldsOf(inner, path)),
  ];
  return [...new Set(found)];
}
