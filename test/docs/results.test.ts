/** docs/results.md says of every field of a results file what it means, and of nothing else. */
import * as z from 'zod';
import { resultsFile } from '../../lib/results/schema';
import { page, tableRows } from './pages';
import { fieldsOf } from './schema-fields';

const fields = fieldsOf(z.toJSONSchema(resultsFile, { io: 'input', unrepresentable: 'any' }));

/** Fields of the table by name, each with its sentence. */
const described = new Map(
  tableRows(page('docs/results.md')).flatMap(([names = '', sentence = '']) =>
    Array.from(names.matchAll(/`([^`]+)`/g), ([, name = '']) => [name, sentence] as const),
  ),
);

/** The name by which the table has a field: its own, or `….ipv4` for all that end so. */
function nameOf(field: string): string {
  const end = `…${/\.\w+$/.exec(field)?.[0]}`;
  return described.has(field) || !described.has(end) ? field : end;
}

test('every field of the results file has a sentence in docs/results.md', () => {
  expect(fields.length).toBeGreaterThan(100);
  expect(fields.filter((field) => !/^[A-Z`].{7,}\.$/.test(described.get(nameOf(field)) ?? ''))).toEqual([]);
});

test('no sentence there is about a field that the file does not have', () => {
  const known = new Set(fields.map(nameOf));
  const paths = [...described.keys()].filter((name) =>
    /^(checks|plan|summary|nat|diagnoses|state)\b[.[]|^….ipv/.test(name),
  );
  expect(paths.filter((name) => !known.has(name))).toEqual([]);
});
