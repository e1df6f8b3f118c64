/** The package without CDKTF, as those have it who use the command line, or plans and runs in their own programs. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exec, tryExec } from '../../lib/base/exec';
import { packageRoot } from '../../lib/base/package-root';
import { installWith, typescripts } from './user-app';

const modules = join(packageRoot, 'node_modules');

/** Names each entry that needs nothing beside the package. */
const program = `
import { type Results, runLab, SpecError } from 'cni-testbed';
import { defineSpec, parseSpec, planSnapshot, plannedTestbed, type ProblemCode } from 'cni-testbed/planner';
const spec = defineSpec({ cni: 'calico', mode: 'bgp', workers: 1 });
export const text: string = planSnapshot(plannedTestbed(parseSpec(spec)));
export const run = (): Promise<Results> => runLab(parseSpec(spec), { predictOnly: true });
export const codes = (error: unknown): ProblemCode[] =>
  error instanceof SpecError ? error.problems.map(({ code }) => code) : [];
// @ts-expect-error: there is no such CNI
defineSpec({ cni: 'flanel' });
// @ts-expect-error: there is no such part
void import('cni-testbed/parts/cdktf');
`;

/**
 * Every way in which TypeScript finds the types of an entry. Only older compilers know the first. Declarations of packages are
 * checked by the newest, which takes a tenth of the time; test/package/app-tests.ts checks them by an older one too.
 */
const resolutions = [
  ['commonjs', 'node10', 'older', 'true'],
  ['node16', 'node16', 'own', 'false'],
  ['nodenext', 'nodenext', 'own', 'false'],
  ['esnext', 'bundler', 'own', 'false'],
  ['esnext', 'bundler', 'own', 'true'],
] as const;

export function aloneTests(folder: string, unpacked: () => string): void {
  const app = join(folder, 'alone-in-app');
  const node = (...args: string[]) => tryExec(process.execPath, args, { cwd: app });

  beforeAll(() => {
    mkdirSync(app);
    cpSync(join(unpacked(), 'examples/plan/plan.test.ts'), join(app, 'plan.test.ts'));
    writeFileSync(join(app, 'program.ts'), program);
    writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'app', private: true, type: 'module' }));
    const packages = ['@types/jest', '@types/node', 'jest'].map((name) => [name, join(modules, name)]);
    installWith(unpacked(), app, Object.fromEntries(packages));
  });

  test.each(resolutions)(
    'has types for %s with the resolution of %s, for the %s compiler, with skipLibCheck %s',
    async (module, moduleResolution, compiler, skipLibCheck) => {
      const options = { module, moduleResolution, target: 'es2022', strict: true, noEmit: true };
      const config = { compilerOptions: { ...options, types: ['node', 'jest'] }, include: ['*.ts'] };
      writeFileSync(join(app, 'tsconfig.json'), JSON.stringify(config));
      const clean = { code: 0, stdout: '', stderr: '' };
      expect(await node(typescripts[compiler], '--skipLibCheck', skipLibCheck)).toEqual(clean);
    },
  );

  test.each(['cdktf', 'cdktn'])('says what to install for %s', async (tool) => {
    const loads = [`require('cni-testbed/${tool}')`, `import('cni-testbed/${tool}')`];
    for (const load of loads) {
      const { code, stderr } = await node('--input-type=commonjs', '-e', load);
      expect(stderr).toContain(
        `Error: cni-testbed/${tool} needs ${tool}, which is not installed: npm install "${tool}@^`,
      );
      expect(code).toBe(1);
    }
  });

  test('has one copy of each class in all of its entries', async () => {
    const same = `const a = require('cni-testbed'), b = require('cni-testbed/planner');
      console.log(Object.keys(b).every((name) => a[name] === b[name]))`;
    expect(await exec(process.execPath, ['--input-type=commonjs', '-e', same], { cwd: app })).toBe('true\n');
  });

  test('loads nothing of the runs with the planner', async () => {
    const own =
      "require('cni-testbed/planner'); console.log(Object.keys(require.cache).filter((path) => /cni-testbed.dist/.test(path)).join())";
    const loaded = await exec(process.execPath, ['--input-type=commonjs', '-e', own], { cwd: app });
    expect(loaded).toContain('planner.js');
    expect(loaded).not.toContain('index.js');
  });

  test('passes the test of a plan that is an example', async () => {
    const config = { testEnvironment: 'node', transform: { '\\.ts$': join(modules, '@swc/jest') } };
    const flags = ['--config', JSON.stringify(config), '--ci=false'];
    const { code, stderr } = await node(join(app, 'node_modules/jest/bin/jest.js'), ...flags);
    expect(stderr).toContain('1 written');
    expect(code).toBe(0);
  });

  test('walks the packets of a lab by its command', async () => {
    const { code, stdout } = await tryExec(
      join(app, 'node_modules/.bin/testbed'),
      ['lab', '--predict-only'],
      { cwd: app },
    );
    expect(stdout).toMatch(/\nPASS \d+ checks: /);
    expect(code).toBe(0);
  });
}
