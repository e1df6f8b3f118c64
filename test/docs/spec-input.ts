/** A spec as an interface with its doc comments: what editors show where a spec is written in TypeScript. */
import { type FieldText, fieldTexts } from './doc-comments';

interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly required?: readonly string[];
}

/** An interface to write: its name, what it is, and the path of its fields. */
export interface Wanted {
  readonly name: string;
  readonly about: string;
  readonly path: string;
  /** The module that has it already, for an import. @default it is written here */
  readonly from?: string;
}

/** The text of these interfaces, of a schema in JSON; names of inner ones by the path of their fields. */
export function interfacesOf(schema: unknown, wanted: readonly Wanted[]): string {
  const texts = fieldTexts();
  const names = new Map(wanted.map(({ name, path }) => [path, name]));
  const imports = wanted.flatMap(({ name, from }) =>
    from === undefined ? [] : [`import type { ${name} } from '${from}';\n`],
  );
  const one = ({ name, about, path }: Wanted) => {
    const { properties = {}, required = [] } = at(schema as Schema, path);
    const fields = Object.entries(properties).map(([field, inner]) => {
      const optional = required.includes(field) ? '' : '?';
      const type = typeOf(inner, names.get(`${path}${field}[].`) ?? names.get(`${path}${field}.`));
      return `${commentOf(texts[path + field]!)}\n  readonly ${field}${optional}: ${type};`;
    });
    return `/** ${about} */\nexport interface ${name} {\n${fields.join('\n')}\n}\n`;
  };
  const here = wanted.filter(({ from }) => from === undefined);
  return `${[imports.join(''), ...here.map(one)].filter(Boolean).join('\n')}`;
}

/** The schema of an object, by the path of its fields. */
function at(schema: Schema, path: string): Schema {
  const [, field, list, rest = ''] = /^(\w+)(\[\])?\.(.*)$/.exec(path) ?? [];
  if (field === undefined) return schema;
  const inner = schema.properties![field]!;
  return at(list ? inner.items! : inner, rest);
}

function typeOf({ type, enum: values, items, additionalProperties: each }: Schema, inner?: string): string {
  if (values) return values.map((value) => `'${value}'`).join(' | ');
  if (type === 'array') return `readonly ${inner ?? typeOf(items!)}[]`;
  if (type === 'object' && inner) return inner;
  if (typeof each === 'object') return `Readonly<Record<string, ${typeOf(each)}>>`;
  return type === 'integer' ? 'number' : `${type}`;
}

function commentOf({ about, otherwise }: FieldText): string {
  const text = otherwise === undefined ? about : `${about} @default ${otherwise}`;
  if (text.length < 112) return `  /** ${text} */`;
  return `  /**\n${wrapped(text, 115)}\n   */`;
}

function wrapped(text: string, width: number): string {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`;
    if (longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(` ${word}`);
  }
  return lines.map((line) => `   *${line}`).join('\n');
}
