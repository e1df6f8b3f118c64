/** Every field and every code of results survives being written and read. */
import fc from 'fast-check';
import { type CheckResult, checkResultSchema } from '../../lib/check';
import { type Results, readResults } from '../../lib/results';
import { natSchema } from '../../lib/results/nat';
import { asText, written } from '../report/written';
import {
  checkExamples,
  examplesOf,
  firstParts,
  fitted,
  type Parts,
  partExamples,
  rowExamples,
  shape,
} from './files';
import { arbitrary } from './values-of-schema';
import { choicesOf, partOf, placesOf } from './zod-parts';

function expectSame(results: Results): void {
  expect(asText(readResults(written(results)))).toEqual(asText(results));
}

describe('results that are written and read again are the same', () => {
  test('check by check, with every field and every code there and absent', () => {
    const made = new Set(checkExamples.flatMap((check) => placesOf(check)));
    expect(choicesOf(checkResultSchema).filter((place) => !made.has(place))).toEqual([]);
    for (const code of ['no-forwarding-entry', 'neighbour-table-full', 'answer-astray', 'address-shared'])
      expect([...made].some((place) => place.endsWith(`code = ${code}`))).toBe(true);
    expectSame(fitted(firstParts, checkExamples, rowExamples));
  });

  test('part by part, with every field there and absent', () => {
    expect(partExamples.length).toBeGreaterThan(80);
    for (const parts of partExamples)
      expectSame(fitted(parts, checkExamples.slice(0, 2), rowExamples.slice(0, 2)));
  });

  test('plans as they were given', () => {
    for (const plan of examplesOf('plan')) {
      const { zones, nodes, families, capacity, ...rest } = plan;
      expect(asText(fitted({ ...firstParts, plan }, [], []).plan)).toMatchObject(rest);
    }
  });

  test('rows of the table of addresses, of which every field is tried', () => {
    const file = partOf(natSchema);
    const fields = file.is === 'same' ? partOf(file.of) : file;
    const names = fields.is === 'object' ? fields.fields.map(({ name }) => name) : [];
    const words = ['id', 'owners']; // the codes, which rows have in place of words
    expect(names.filter((name) => !words.includes(name)).sort()).toEqual(
      [...new Set(rowExamples.flatMap((row) => Object.keys(row)))].sort(),
    );
  });

  test('in any combination', () => {
    const parts = fc.record(
      Object.fromEntries(Object.entries(shape).map(([name, schema]) => [name, arbitrary(schema)])),
    ) as fc.Arbitrary<unknown> as fc.Arbitrary<Parts>;
    const checks = fc.array(arbitrary(checkResultSchema), { maxLength: 8 }) as fc.Arbitrary<CheckResult[]>;
    fc.assert(
      fc.property(parts, checks, fc.shuffledSubarray(rowExamples), (...made) => expectSame(fitted(...made))),
      { numRuns: 300 },
    );
  });
});
