/** Spec files, YAML or JSON, and where in them a field stands. */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument, YAMLError } from 'yaml';
import { messageOf } from '../../base/message-of';
import { readWhole } from '../../base/read-whole';
import { type Place, type Problem, refuse, SpecError, type TestbedSpec } from '../../plan';
import { specReading } from '../../provision/cloud';
import { clouds } from '../../provision/clouds';
import { readSpec } from '../../read-spec';

/** Size of a spec file at most, in bytes: a thousand reserved ranges are a tenth of it. */
const largestSpec = 2 ** 20;

/** A line and a column. */
type FilePlace = Omit<Place, 'file'>;

/** A file's data, and where its fields are. */
export interface SpecFile {
  readonly data: unknown;
  /** Where a field begins, such as `zones[0].nodeCidr`; what is missing is where it would be looked for. */
  place(field: string): FilePlace | undefined;
}

/**
 * Reads a spec file, with the problems of every target's part.
 * @throws SpecError with every problem at once, each with its line
 */
export function readSpecFile(file: string): TestbedSpec {
  const { data, place } = specFile(file);
  try {
    return readSpec(data ?? {}, specReading(clouds));
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    throw new SpecError(error.problems.map((problem) => withPlace(problem, file, place(problem.field))));
  }
}

/** The data of a spec file, which is not looked into. @throws SpecError where it cannot be read, or is neither YAML nor JSON */
export function specFile(file: string): SpecFile {
  const value = `"${file}"`;
  let text = '';
  try {
    text = readWhole(file, largestSpec).toString();
  } catch (error) {
    const rule = `the file cannot be read: ${messageOf(error)}`;
    const remedy = 'Name a file that exists and that you may read';
    refuse([{ code: 'spec/unreadable', field: 'spec', value, rule, remedy }]);
  }
  try {
    return located(text);
  } catch (error) {
    const problem: Problem = { field: 'spec', value, ...parserProblem(error) };
    throw new SpecError([
      withPlace(problem, file, error instanceof YAMLError ? placeAt(text, error.pos[0]) : undefined),
    ]);
  }
}

/**
 * The data of a text in YAML or JSON, and where its fields are.
 * @param within path of the part that holds the fields. @default all of it
 * @throws the parser's error
 */
export function located(text: string, within: readonly string[] = []): SpecFile {
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'error' });
  for (const error of document.errors) throw error;
  return {
    data: document.toJS(),
    place: (field) => {
      const path = [...within, ...(field.match(/[^.[\]]+/g) ?? [])];
      const offset = offsetOf(document, path, within.length);
      return offset === undefined ? undefined : placeAt(text, offset);
    },
  };
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

/** The problem with the file, and with the line where it is known. */
export function withPlace(problem: Problem, file: string, place: FilePlace | undefined): Problem {
  return place ? { ...problem, at: { file, ...place } } : problem;
}

function placeAt(text: string, offset: number): FilePlace {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/** What is wrong, without the parser's advice to programmers, which helps nobody here. */
function parserProblem(error: unknown) {
  if (error instanceof YAMLError && error.code === 'RESOURCE_EXHAUSTION')
    return {
      code: 'spec/too-deep' as const,
      rule: 'lists or fields are nested too deeply',
      remedy: 'A spec has no more than three levels',
    };
  const [fault] = messageOf(error).split(/;|\n/);
  return {
    code: 'spec/not-yaml' as const,
    rule: `the file is neither YAML nor JSON: ${fault}`,
    remedy: 'Mend it there',
  };
}
