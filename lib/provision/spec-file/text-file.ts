/** Files of people's that hold a spec or a part of one, read with problems in place of a parser's errors. */
import { YAMLError } from 'yaml';
import { type LocatedData, located, placeAt } from '../../base/located';
import { messageOf } from '../../base/message-of';
import { readWhole } from '../../base/read-whole';
import { type Problem, SpecError } from '../../plan';
import { withPlace } from './spec-data';

/** Size of such a file at most, in bytes: a thousand reserved ranges are a tenth of it. */
const largest = 2 ** 20;

/** A file, and the field that names it. */
export interface NamedFile {
  readonly file: string;
  readonly field: string;
}

/** What is in the file. @throws SpecError where it cannot be read */
export function textIn({ file, field }: NamedFile): string {
  try {
    return readWhole(file, largest).toString();
  } catch (error) {
    const rule = `the file cannot be read: ${messageOf(error)}`;
    const remedy = 'Name a file that exists and that you may read';
    throw new SpecError([{ code: 'spec/unreadable', field, value: `"${file}"`, rule, remedy }]);
  }
}

/** The data of its text. @throws SpecError where it is neither YAML nor JSON */
export function locatedIn(text: string, { file, field }: NamedFile): LocatedData {
  try {
    return located(text);
  } catch (error) {
    const problem: Problem = { field, value: `"${file}"`, ...parserProblem(error) };
    throw new SpecError([
      withPlace(problem, file, error instanceof YAMLError ? placeAt(text, error.pos[0]) : undefined),
    ]);
  }
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
