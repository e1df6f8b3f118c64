/** Texts in YAML or JSON, and where in them a field stands. */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';

/** A line and a column, for people to go there. */
export interface TextPlace {
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 units as editors do. */
  readonly column: number;
}

/** A text's data, and where its fields are. */
export interface LocatedData {
  readonly data: unknown;
  /** Where a field begins, such as `zones[0].nodeCidr`; what is missing is where it would be looked for. */
  place(field: string): TextPlace | undefined;
  /** The same by the names on the way to it, which may hold any character. */
  placeOf(path: readonly string[]): TextPlace | undefined;
}

/**
 * The data of a text in YAML or JSON, and where its fields are.
 * @param within path of the part that holds the fields. @default all of it
 * @throws the parser's error
 */
export function located(text: string, within: readonly string[] = []): LocatedData {
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'error' });
  for (const error of document.errors) throw error;
  const placeOf = (path: readonly string[]) => {
    const offset = offsetOf(document, [...within, ...path], within.length);
    return offset === undefined ? undefined : placeAt(text, offset);
  };
  return { data: document.toJS(), placeOf, place: (field) => placeOf(field.match(/[^.[\]]+/g) ?? []) };
}

/** Where the last part of a path that is there begins: a field's key, an entry of a list. @param least parts that must be there */
function offsetOf(document: Document, path: readonly string[], least: number): number | undefined {
  let node: unknown = document.contents;
  let found: number | undefined;
  for (const [i, part] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    const pair = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && `${key.value}` === part)
      : undefined;
    const entry = isSeq<Node>(node) ? node.items[Number(part)] : undefined;
    const start = pair ? startOf(pair.key) : startOf(entry);
    if (start === undefined) return found;
    if (i >= least) found = start;
    node = pair ? pair.value : entry;
  }
  return found;
}

const startOf = (node: unknown) => (node as Partial<Node> | undefined)?.range?.[0];

/** The line and column of a character of a text. */
export function placeAt(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
