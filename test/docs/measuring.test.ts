/** docs/measuring.md says of every field of a measurements file what it means, and of every verdict when it is given. */
import * as z from 'zod';
import { type DifferenceVerdict, measurementsFile } from '../../lib/measure';
import { page, tableRows } from './pages';
import { fieldsOf } from './schema-fields';

const rows = tableRows(page('docs/measuring.md'));
const described = new Map(
  rows.flatMap(([names = '', sentence = '']) =>
    Array.from(names.matchAll(/`([^`]+)`/g), ([, name = '']) => [name, sentence] as const),
  ),
);

/** Those of unions, whose codes are documented elsewhere, and those below what the table has as a whole. */
const fields = fieldsOf(z.toJSONSchema(measurementsFile, { io: 'input', unrepresentable: 'any' }));
const asOne =
  /^(guards\[\]|blocks\[\]\.samples\[\]\.failure|subjects\[\]\.(spec|conditions)|blocks\[\]\.samples\[\]\.nodesMs|order\[\])/;
const nameOf = (field: string) => asOne.exec(field)?.[0] ?? field;

/** A list, an object: what it holds has the sentence. */
const isWhole = (field: string) =>
  fields.some(
    (other) => other !== field && (other.startsWith(`${field}.`) || other.startsWith(`${field}[].`)),
  );

test('every field of a measurements file has a sentence', () => {
  expect(fields.length).toBeGreaterThan(50);
  const without = fields.filter((field) => {
    const name = nameOf(field);
    return !isWhole(field) && !described.has(name) && !described.has(`${name}[]`);
  });
  expect(without).toEqual([]);
});

test('no sentence is about a field that the file does not have', () => {
  const known = new Set(fields.flatMap((field) => [nameOf(field), `${nameOf(field)}[]`]));
  const paths = [...described.keys()].filter((name) =>
    /^(subjects|order|blocks|events|agents|absent)\[/.test(name),
  );
  expect(paths.filter((name) => !known.has(name))).toEqual([]);
});

/** Every verdict: one that is missing here does not compile. */
const verdicts: Readonly<Record<DifferenceVerdict['code'], true>> = {
  differs: true,
  'differs-too-little': true,
  'none-shown': true,
  'same-within': true,
  'too-few-blocks': true,
  'line-rate': true,
  withdrawn: true,
};

test('every verdict has a row, and no other', () => {
  const inTable = rows.flatMap(([, code = '']) => /^`([a-z-]+)`$/.exec(code)?.[1] ?? []);
  expect(inTable.sort()).toEqual(Object.keys(verdicts).sort());
});
