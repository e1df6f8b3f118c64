/** What the docs list is what there is: faults, CNIs and modes, the parts of the project. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';
import { checkKinds } from '../../lib/check';
import { cnis } from '../../lib/cni';
import { faults } from '../../lib/faults';
import { editsByOthers } from '../diagnosis/edits/by-others';
import { editsFromReports } from '../diagnosis/edits/from-reports';
import { editsFromReview } from '../diagnosis/edits/from-review';
import { uses } from '../layout/uses';
import { page, tableRows } from './pages';

const firstCells = (path: string) =>
  tableRows(page(path)).map((cells) => cells.map((cell) => cell.replace(/`/g, '')));

test('docs/faults.md has a row for every fault of the catalogue, with its diagnosis', () => {
  const rows = firstCells('docs/faults.md');
  const missing = faults.filter(
    ({ name, diagnosis }) => !rows.some((cells) => cells[0] === name && cells.at(-1) === diagnosis),
  );
  expect(missing.map(({ name }) => name)).toEqual([]);
});

test('docs/faults.md says of every edit by hand who is to blame, and what is said', () => {
  const rows = firstCells('docs/faults.md');
  const missing = [...editsFromReports, ...editsByOthers, ...editsFromReview].filter(
    ({ name, culprit, harmless }) =>
      !rows.some(
        ([edit, , blame, said]) =>
          edit === name && blame?.startsWith(culprit) && (said === 'nothing fails') === (harmless === true),
      ),
  );
  expect(missing.map(({ name }) => name)).toEqual([]);
});

test('docs/results.md has a row for every kind of check', () => {
  const ids = firstCells('docs/results.md').flatMap(([cell = '']) => cell.split(', '));
  const named = (id: string) => ids.some((cell) => cell === id || cell.startsWith(`${id}/`));
  expect(checkKinds.map(({ id }) => id).filter((id) => !named(id))).toEqual([]);
});

test('docs/learn.md has a row for every mode of every CNI', () => {
  const rows = firstCells('docs/learn.md').map(([cni, mode]) => `${cni} ${mode}`);
  const modes = cnis.flatMap(({ name, modes }) => modes.map((mode) => `${name} ${mode.name}`));
  expect(modes.filter((mode) => !rows.includes(mode))).toEqual([]);
});

test('README.md names every mode of every CNI', () => {
  const rows = tableRows(page('README.md'));
  const modes = cnis.flatMap(({ name, modes }) => modes.map((mode) => [name, mode.name] as const));
  const named = (name: string, mode: string) =>
    rows.some(([cni, cell]) => cni?.toLowerCase() === name && cell?.includes(`\`${mode}\``));
  expect(modes.filter(([name, mode]) => !named(name, mode))).toEqual([]);
});

test('docs/architecture.md says of every part of lib what is there', () => {
  const rows = firstCells('docs/architecture.md').flatMap(([path = '']) => path.split(', '));
  const parts = readdirSync(join(packageRoot, 'lib')).map((name) => `lib/${name}`);
  expect(parts.filter((part) => !rows.includes(part))).toEqual([]);
});

test('docs/architecture.md has the order of imports that is held', () => {
  const [order] = page('docs/architecture.md').blocks.filter(({ lines }) => lines[0]?.startsWith('base ←'));
  const shown = order?.lines.join(' ').split('←') ?? [];
  const groups = shown.map((names) => names.match(/[\w-]+/g) ?? []);
  const place = (part: string) => groups.findIndex((group) => group.some((name) => name === part));
  expect(groups.flat().sort()).toEqual(Object.keys(uses).sort());
  const backwards = Object.entries(uses).flatMap(([part, used]) =>
    used.filter((other) => place(other) >= place(part)).map((other) => `${part} uses ${other}`),
  );
  expect(backwards).toEqual([]);
});
