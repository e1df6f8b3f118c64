/** The examples of the package in an app of each kind: typechecked, synthesized and tested, and its stack's gate run. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exec, tryExec } from '../../lib/base/exec';
import { describeWith } from '../provision/programs';
import { type AppKind, kinds } from './kinds';
import { stackIn } from './local-exec';
import { installWith, template, typescripts } from './user-app';

/** Where an app of that kind is, below this folder. */
export const placeOf = (folder: string, { name }: AppKind): string =>
  join(folder, 'kinds', name.replace(/\W+/g, '-'));

/** What an app of this kind does, in a folder of its own below this one. */
export function kindTests(folder: string, unpacked: () => string): void {
  const snapshots = new Map<string, string>();

  for (const kind of kinds) {
    const app = placeOf(folder, kind);
    describeWith(kind.lack, `in an app of ${kind.name}`, () => {
      beforeAll(() => writeKind(kind, app, unpacked()));

      test('compiles, with the declarations of packages checked and not', async () => {
        const clean = { code: 0, stdout: '', stderr: '' };
        const compile = (compiler: keyof typeof typescripts, ...flags: string[]) =>
          tryExec(process.execPath, [typescripts[compiler], ...flags], { cwd: app });
        const checked = ['--skipLibCheck', 'false', '--noEmit', '--types', 'node,jest'];
        expect(await compile('own', ...checked)).toEqual(clean);
        expect(await compile('older', ...(kind.launcher ? ['--noEmit'] : []))).toEqual(clean);
      });

      test('synthesizes its stack', async () => {
        const program = kind.launcher ? [...kind.launcher, 'main.ts'] : ['main.js'];
        await exec(process.execPath, program, { cwd: app });
        const { resource } = stackIn(join(app, 'cdktf.out/stacks/lab'));
        expect(Object.keys(resource.aws_instance!)).toHaveLength(6);
      });

      test('passes the tests that it copied, with snapshots that hold', async () => {
        const run = (...flags: string[]) => jestIn(kind, app, flags);
        expect(await run('--ci=false')).toMatchObject({
          code: 0,
          stderr: expect.stringContaining('2 written'),
        });
        expect(await run('--ci')).toMatchObject({ code: 0, stderr: expect.stringContaining('2 passed') });
        const snapshot = join(app, '__tests__/__snapshots__');
        const [name] = readdirSync(snapshot);
        snapshots.set(kind.name, readFileSync(join(snapshot, name!), 'utf8'));
      });
    });
  }

  test('gives the same plan and the same stack in all of them', () => {
    expect(snapshots.size).toBe(kinds.filter(({ lack }) => lack === undefined).length);
    expect(new Set(snapshots.values()).size).toBe(1);
  });
}

/** Copies the examples as a user does, for the tool of the kind, and installs what it needs. */
function writeKind(kind: AppKind, app: string, unpacked: string): void {
  mkdirSync(app, { recursive: true });
  cpSync(join(unpacked, 'examples/cdktf'), app, { recursive: true });
  cpSync(join(template, 'setup.js'), join(app, 'setup.js'));
  for (const name of ['main.ts', '__tests__/testbed.test.ts']) {
    const text = readFileSync(join(app, name), 'utf8');
    writeFileSync(
      join(app, name),
      text.replace(/'(cni-testbed\/)?cdktf'/g, (_, entry = '') => `'${entry}${kind.tool}'`),
    );
  }
  const config = JSON.parse(readFileSync(join(template, 'tsconfig.json'), 'utf8'));
  config.compilerOptions = { ...config.compilerOptions, ...kind.options };
  writeFileSync(join(app, 'tsconfig.json'), JSON.stringify(config));
  writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'app', private: true, type: kind.type }));
  installWith(unpacked, app, kind.packages);
}

/** Runs the app's Jest over its tests. */
function jestIn({ type, jest, launcher }: AppKind, app: string, flags: readonly string[]) {
  const swc = {
    transform: { '\\.ts$': join(template, '../../../../@swc/jest') },
    testMatch: ['**/__tests__/*.ts'],
  };
  const compiled = { transform: {}, testMatch: ['**/__tests__/*.js'] };
  const config = { testEnvironment: 'node', ...(jest ?? (launcher ? swc : compiled)) };
  const modules = type === 'module' && !launcher ? ['--experimental-vm-modules'] : [];
  const program = join(app, 'node_modules/jest/bin/jest.js');
  return tryExec(process.execPath, [...modules, program, '--config', JSON.stringify(config), ...flags], {
    cwd: app,
    env: { ...process.env, CI: undefined },
  });
}
