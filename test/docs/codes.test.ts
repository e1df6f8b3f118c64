/** Every code that a results file may hold has a row in docs/results.md, and no other. */
import type * as z from 'zod';
import { failureSchema, lackSchema, reasonSchema } from '../../lib/check';
import { dropSchema, unreachedSchema } from '../../lib/datapath';
import { page } from './pages';

/** Codes of a union, as its schema has them. */
function codesOf({ options }: { readonly options: readonly z.ZodObject[] }): string[] {
  return options.flatMap(({ shape }) => {
    const { code } = shape as { code: z.ZodLiteral<string> | z.ZodEnum };
    return 'values' in code ? [...code.values] : code.options.map(String);
  });
}

/** Codes in the first column of the table that follows the line. */
function codesBelow(start: string): string[] {
  const { prose } = page('docs/results.md');
  const below = prose.slice(prose.findIndex((line) => line.startsWith(start)));
  const first = below.findIndex((line) => line.startsWith('|'));
  const rows = below.slice(first + 2);
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith('|')),
    )
    .flatMap((row) => Array.from(row.split('|')[1]?.matchAll(/`([^`]+)`/g) ?? [], ([, code]) => `${code}`));
}

test.each([
  ['`checks[].why`', codesOf(reasonSchema)],
  ['`checks[].observed.failure`', codesOf(failureSchema)],
  ['`checks[].why.lack`', codesOf(lackSchema)],
  ['`checks[].predicted.why`', [...codesOf(unreachedSchema), 'unknown']],
  ['`drop`', codesOf(dropSchema)],
])('the codes of %s', (start, codes) => {
  expect(codes.length).toBeGreaterThan(4);
  expect(codesBelow(start).sort()).toEqual([...codes].sort());
});
