/** A spec file to begin with: every field is there with what it means, made from the schema. */
import { Document, isMap, isScalar, isSeq, type Node } from 'yaml';
import { oneLine } from '../../../base/plain-text';
import { renderFile } from '../../../base/render';
import { shellWords } from '../../../base/shell-words';
import { wrapped } from '../../../base/wrap';
import { type PlannedTestbed, plannedTestbed } from '../../../testbed';
import { requestedSpec, type SpecRequest } from '../spec-request';
import { fieldComment } from './field-comment';
import { type JsonSchema, specJsonSchema } from './json-schema';

/** Fields that a file sets though they have their defaults: what one changes first. */
const usual = ['name', 'cni', 'controlPlanes', 'workers', 'podsPerNode', 'zones', 'podCidr', 'serviceCidr'];

/** Characters of a comment's line. */
const commentWidth = 100;

type Values = Readonly<Record<string, unknown>>;

/**
 * A spec as YAML with a comment for every field: meaning, limits and default. What is asked for is set, and the fields that
 * one changes first; the others are commented out.
 * @param file where it will lie, for the commands that its head shows
 * @throws SpecError where what is asked for is no sound spec
 */
export function commentedSpec(request: SpecRequest, file: string): string {
  const planned = plannedTestbed(requestedSpec(request));
  const given: Values = { ...request.input };
  const inForce = valuesOf(planned);
  const fields = propertiesOf(specJsonSchema()).filter(([name]) => name !== '$schema' || name in given);
  const blocks = fields.map(([name, schema]) => {
    const block = { name, schema, given: given[name], inForce: inForce[name] };
    const text = fieldBlock(block);
    const isSet = name in given || usual.includes(name);
    return `${comment(name, schema, planned)}\n${isSet ? text : text.replace(/^/gm, '#')}\n`;
  });
  const head = renderFile('run/spec/form/head.yaml', { file: oneLine(shellWords([file])) });
  return [head, ...blocks].join('\n');
}

/** The spec as it is read, with the first mode and data plane where it names none. */
function valuesOf({ spec, choice }: PlannedTestbed): Values {
  const { mode, dataPlane } = choice;
  return JSON.parse(JSON.stringify({ ...spec, mode: mode.name, dataPlane }));
}

interface Field {
  readonly name: string;
  readonly schema: JsonSchema;
  /** As it was asked for; undefined: it was not. */
  readonly given: unknown;
  /** As it is then; undefined where there is no default either. */
  readonly inForce: unknown;
}

/** The field's lines, without a comment of its own. */
function fieldBlock({ name, schema, given, inForce }: Field): string {
  const list = Array.isArray(schema.default) && schema.default.length > 0 ? schema.default : undefined;
  const shown = given ?? list ?? (isEmpty(inForce) ? exampleOf(schema) : withEntries(inForce, schema));
  return explained(name, name, shown, schema, inForce);
}

/** Writes what the inner fields mean before them; those that are not set follow, commented out. */
function explain(node: unknown, path: string, schema: JsonSchema, inForce: unknown): void {
  if (isSeq<Node>(node) && isSchema(schema.items)) {
    explain(node.items[0], `${path}[]`, schema.items, Array.isArray(inForce) ? inForce[0] : undefined);
    return;
  }
  if (!isMap(node)) return;
  const unset: string[] = [];
  for (const [name, field] of propertiesOf(schema)) {
    const said = inner(comment(`${path}.${name}`, field));
    const known = isValues(inForce) ? inForce[name] : undefined;
    const pair = node.items.find(({ key }) => isScalar(key) && key.value === name);
    if (isScalar(pair?.key)) {
      pair.key.commentBefore = said;
      explain(pair.value, `${path}.${name}`, field, known);
    } else {
      unset.push(`${said}\n${explained(`${path}.${name}`, name, known ?? exampleOf(field), field, known)}`);
    }
  }
  if (unset.length > 0) node.comment = unset.join('\n');
}

/** The lines of a field, with what its own inner fields mean. */
function explained(path: string, name: string, value: unknown, schema: JsonSchema, inForce: unknown): string {
  const document = new Document({ [name]: value });
  explain(document.get(name, true), path, schema, inForce);
  return document.toString({ lineWidth: 0 }).trimEnd();
}

/** What such a field may hold; for a list one entry. */
function exampleOf({ examples, items, properties, default: usual }: JsonSchema): unknown {
  if (isSchema(items)) return [exampleOf(items)];
  if (!properties) return Array.isArray(examples) ? examples[0] : usual;
  return Object.fromEntries(propertiesOf({ properties }).map(([name, inner]) => [name, exampleOf(inner)]));
}

/** A part of the spec with an entry in each of its lists that has none. */
function withEntries(inForce: unknown, schema: JsonSchema): unknown {
  if (!isValues(inForce) || Array.isArray(inForce)) return inForce;
  const fields = new Map(propertiesOf(schema));
  const filled = ([name, value]: [string, unknown]) => [
    name,
    Array.isArray(value) && value.length === 0 ? exampleOf(fields.get(name) ?? {}) : value,
  ];
  return Object.fromEntries(Object.entries(inForce).map(filled));
}

function propertiesOf({ properties = {} }: JsonSchema): [string, JsonSchema][] {
  return Object.entries(properties).flatMap(([name, field]): [string, JsonSchema][] =>
    isSchema(field) ? [[name, field]] : [],
  );
}

function comment(path: string, schema: JsonSchema, of?: PlannedTestbed): string {
  const lines = wrapped(fieldComment(path, schema, of), commentWidth).split('\n');
  return lines.map((line) => `# ${line.trimStart()}`).join('\n');
}

/** A comment as the library takes it, which puts the first sign itself. */
const inner = (text: string) => text.replace(/^#/gm, '');
const isSchema = (value: unknown): value is JsonSchema => isValues(value) && !Array.isArray(value);
const isValues = (value: unknown): value is Values => typeof value === 'object' && value !== null;
const isEmpty = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0);
