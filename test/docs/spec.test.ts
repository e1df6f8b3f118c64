/** docs/spec.md names every field of a spec and every option of the command line, and nothing else. */

import { parse } from 'yaml';
import * as z from 'zod';
import { parseSpec, testbedSpecSchema } from '../../lib/plan';
import { specParts } from '../../lib/provision/cloud';
import { clouds } from '../../lib/provision/clouds';
import { realProgram } from '../real/command/program';
import { allOptions } from './command-line';
import { codeSpans, page, pages, tableRows } from './pages';
import { fieldsOf } from './schema-fields';

const spec = page('docs/spec.md');
const spans = codeSpans(spec);
const fieldsIn = (schema: z.ZodObject, path = '') =>
  fieldsOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), path);
/** The spec's own, and those of each cloud's part. */
const fields = [
  ...fieldsIn(testbedSpecSchema),
  ...clouds.flatMap(({ name, specSchema }) => [name, ...fieldsIn(specSchema, name)]),
];

test('docs/spec.md has a row with a sentence for every field of a spec', () => {
  const described = tableRows(spec).filter((cells) => (cells.at(-1) ?? '').length > 10);
  const names = described.map(([first = '']) => first.replace(/`/g, ''));
  expect(fields.filter((field) => !names.includes(field))).toEqual([]);
});

test('docs/spec.md names every option of every command', () => {
  const missing = allOptions().filter((option) => !spans.includes(option.split(' ').at(-1) ?? ''));
  expect(missing.filter((option) => !option.endsWith('--version'))).toEqual([]);
});

/** Options of other programs that the docs name, and the one that every command has. */
const foreign = [
  '--help',
  '--allocate-node-cidrs',
  '--node-ip',
  '--iface',
  '--skip-provider-lock',
  '--server-side',
  '--template',
  '--chdir',
  '--pods',
];

/** Of `npm run test:real`, which docs/real.md is about. */
const real = realProgram().commands.flatMap(({ options }) => options.map(({ long }) => long));

test.each(pages())('$path names no option that there is not', (one) => {
  const known = allOptions().map((option) => option.split(' ').at(-1));
  const named = codeSpans(one).flatMap((code) => /^(--[a-z-]+)$/.exec(code)?.[1] ?? []);
  expect(named.filter((option) => ![...known, ...foreign, ...real].includes(option))).toEqual([]);
});

const examples = pages().flatMap(({ path, blocks }) =>
  blocks
    .filter(({ language }) => language === 'yaml')
    .map(({ line, lines }) => [`${path}:${line}`, lines] as const),
);

test.each(examples)('the spec of %s can be read', (_, lines) => {
  expect(() => parseSpec(parse(lines.join('\n')), specParts(clouds))).not.toThrow();
});
