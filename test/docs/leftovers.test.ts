/**
 * docs/leftovers.md says what each CNI leaves as the recorded captures have it, and shows what is really printed.
 * `UPDATE_DOCS=1 npx jest test/docs` writes it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { packageRoot } from '../../lib/base/package-root';
import { leftoversText } from '../../lib/report';
import { harmsText, leftName } from '../../lib/report/leftovers/left-text';
import { styleFor } from '../../lib/report/style';
import type { LeftRow } from '../../lib/results';
import { leftoversSchema } from '../../lib/results/leftovers';
import { leftKinds } from '../../lib/state';
import { recorded, recordedNames } from '../support/captures';
import { leftoversOf } from '../support/recorded-leftovers';
import { page, tableRows } from './pages';
import { fieldsOf } from './schema-fields';

const file = join(packageRoot, 'docs/leftovers.md');
const leftovers = recordedNames.filter((name) => name.startsWith('leftovers'));

/** Such as `vxlan, dual stack`. */
function labelOf(name: string): string {
  const { mode, ipFamily, dataPlane } = recorded(name).cluster;
  const others = [dataPlane === 'iptables' ? '' : dataPlane, ipFamily === 'dual' ? 'dual stack' : ''];
  return [mode, ...others].filter(Boolean).join(' ');
}

/** What differs from one node to the next, left open. */
const general = (text: string) =>
  text
    .replace(/\bvia [\d.]+/, 'via NODE')
    .replace(/\b(\d+\.){3}\d+\/\d+|\b[\da-f:]+:[\da-f:]*\/\d+/g, 'SHARE');

function tableOf(owner: string): string[] {
  const names = leftovers.filter((name) => recorded(name).cluster.cni === owner);
  const rows = new Map<string, { row: LeftRow; in: Set<string> }>();
  for (const name of names)
    for (const row of leftoversOf(name).left) {
      const what = general(leftName(row.kind, row.name));
      const known = rows.get(what) ?? { row, in: new Set<string>() };
      rows.set(what, { row, in: known.in.add(labelOf(name)) });
    }
  const labels = new Set(names.map(labelOf));
  return [
    '| left | after | harm |',
    '|---|---|---|',
    ...[...rows].map(([what, { row, in: some }]) => {
      const after = some.size === labels.size ? 'all' : [...some].join('; ');
      return `| \`${what}\` | ${after} | ${harmsText(row)} |`;
    }),
  ];
}

function outputOf(name: string): string[] {
  const text = leftoversText(leftoversOf(name), styleFor(false, 118));
  return ['```text', ...text.split('\n'), '```'];
}

/** The page with every table and output as it should be. */
const renewed = (page: string) =>
  page.replace(
    /(<!-- (table|output) (\S+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, start: string, kind: string, name: string, end: string) =>
      `${start}\n${(kind === 'table' ? tableOf(name) : outputOf(name)).join('\n')}\n\n${end}`,
  );

test('docs/leftovers.md has the table of every CNI that was recorded, and the real output', () => {
  const text = readFileSync(file, 'utf8');
  const tables = Array.from(text.matchAll(/<!-- table (\S+) -->/g), ([, name]) => name);
  const owners = new Set(leftovers.map((name) => recorded(name).cluster.cni));
  expect(new Set(tables)).toEqual(owners);
  if (process.env.UPDATE_DOCS) writeFileSync(file, renewed(text));
  else expect(text).toBe(renewed(text));
});

const rows = tableRows(page('docs/leftovers.md'));
const described = new Set(
  rows.flatMap(([cell = '']) => Array.from(cell.matchAll(/`([^`]+)`/g), ([, name]) => name)),
);

test('every field of the file has a sentence, and so has every reason why something harms', () => {
  const schema = z.toJSONSchema(leftoversSchema, { io: 'input', unrepresentable: 'any' });
  expect(fieldsOf(schema).filter((field) => !described.has(field))).toEqual([]);
  const codes = leftoversSchema.unwrap().shape.left.unwrap().element.shape.harms.unwrap().element.options;
  expect(codes.map(({ shape }) => shape.code.value).filter((code) => !described.has(code))).toEqual([]);
  const kinds = rows.find(([field]) => field === '`left[].kind`')?.[1];
  expect(leftKinds.filter((kind) => !kinds?.includes(`\`${kind}\``))).toEqual([]);
});
