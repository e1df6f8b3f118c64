import type { Reader } from '../answers/reader';

/** Says why a set is not read. @param strange the element that is not understood; undefined: there are too many */
export function whyUnread(name: string, strange: unknown, reader: Reader, command: string): string {
  if (strange === undefined) {
    reader.gap({ of: 'sets', command, why: 'too-large', entry: name });
    return 'it has too many elements';
  }
  reader.strange('sets', command, strange, `an element of the set ${name}`);
  return 'an element is not understood';
}
