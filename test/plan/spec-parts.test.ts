import * as z from 'zod';
import { parseRecordedSpec, parseSpec, SpecError } from '../../lib/plan';

const parts = {
  moon: z.strictObject({ crater: z.string().default('Tycho'), rovers: z.int().min(1).optional() }),
};

const problemsOf = (input: unknown, known = {}) => {
  try {
    parseSpec(input, known);
    return [];
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return error.problems.map(({ field, remedy }) => `${field}: ${remedy}`);
  }
};

test('a spec takes the parts of targets that it is read with, with their defaults', () => {
  expect(parseSpec({}, parts).moon).toEqual({ crater: 'Tycho' });
  expect(parseSpec({ workers: 5, moon: { rovers: 2 } }, parts)).toMatchObject({
    workers: 5,
    moon: { crater: 'Tycho', rovers: 2 },
  });
});

test('a part that no target brings is no field of a spec', () => {
  expect(problemsOf({ moon: {} })).toEqual([expect.stringMatching(/^moon: The fields are name, cni, /)]);
});

test('problems inside a part come with all others, with its own fields for a remedy', () => {
  expect(problemsOf({ workers: -1, moons: {}, moon: { crate: 'x', rovers: 0 } }, parts)).toEqual([
    'workers: Choose a number within the limits',
    'moon.rovers: Choose a number within the limits',
    'moon.crate: Did you mean crater?',
    'moons: Did you mean moon?',
  ]);
});

test('a recorded spec keeps the parts of whatever targets it was made with', () => {
  const recorded = JSON.parse(JSON.stringify(parseSpec({ moon: { rovers: 3 } }, parts)));
  expect(parseRecordedSpec(recorded)).toEqual(parseSpec({ moon: { rovers: 3 } }, parts));
  expect(() => parseRecordedSpec({ ...recorded, wrokers: 2 })).toThrow(SpecError);
});
