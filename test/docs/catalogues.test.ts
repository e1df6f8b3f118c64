/** What the docs list is what there is: faults, CNIs and modes. */
import { cnis } from '../../lib/cni';
import { faults } from '../../lib/faults';
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
