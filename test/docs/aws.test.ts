/**
 * docs/aws.md: the table of a boot's steps is made from their list, between `<!-- table steps -->` and `<!-- end -->`.
 * `UPDATE_DOCS=1 npx jest test/docs` writes it.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';
import { allSteps, type BootStep, bootSteps, jobSteps } from '../../lib/provision/boot/steps';
import { withTables } from './tables';

const file = join(packageRoot, 'docs/aws.md');
const scripts = join(packageRoot, 'lib/provision/boot/files/steps');

/** Who does the step. */
function whose(step: BootStep): string {
  if (jobSteps.includes(step)) return 'Jobs';
  const roles = (['init', 'control-plane', 'worker'] as const).filter((role) =>
    bootSteps(role).includes(step),
  );
  if (roles.length === 3) return 'all';
  return roles.includes('init') ? 'first control plane' : 'the others';
}

const rows = allSteps.map((step) => [
  `\`${step.name}\``,
  whose(step),
  step.does,
  `${step.attempts} × ${step.limitS} s`,
  step.remedy,
]);
const table = [
  '| step | who | what it does | attempts × limit | where it fails |',
  '|---|---|---|---|---|',
  ...rows.map((cells) => `| ${cells.join(' | ')} |`),
];

test('docs/aws.md has a row for each step of a boot and of the Jobs', () => {
  const text = readFileSync(file, 'utf8');
  const renewed = withTables(text, new Map([['steps', table]]));
  if (process.env.UPDATE_DOCS) writeFileSync(file, renewed);
  else expect(text).toBe(renewed);
  expect(text).toContain('<!-- table steps -->');
});

test('each step has a script of its name, and each script is a step', () => {
  const names = allSteps.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(readdirSync(scripts).sort()).toEqual(names.map((name) => `${name}.sh`).sort());
});
