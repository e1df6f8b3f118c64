/** An app that imports the package: compiled, synthesized, tested and bundled as apps are. */
import { cpSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { exec, tryExec } from '../../lib/base/exec';
import { packageRoot } from '../../lib/base/package-root';
import { type Stack, stackIn } from './local-exec';
import { typescripts } from './user-app';

export function appTests(app: string): void {
  const compile = (compiler: keyof typeof typescripts, ...options: string[]) =>
    tryExec(process.execPath, [typescripts[compiler], ...options], { cwd: app });
  const clean = { code: 0, stdout: '', stderr: '' };

  test("compiles with the template's settings", async () => expect(await compile('older')).toEqual(clean));

  test('compiles where the declarations of packages are checked too', async () =>
    expect(await compile('older', '--skipLibCheck', 'false', '--esModuleInterop', '--noEmit')).toEqual(
      clean,
    ));

  test('compiles with the newest compiler, and the types of tests, which that one must be given', async () =>
    expect(await compile('own', '--types', 'node,jest', '--noEmit')).toEqual(clean));

  test('synthesizes the stack that the docs show', async () => {
    const { resource, terraform, provider } = await synthesized('main.js');
    expect(Object.keys(resource.aws_instance!)).toHaveLength(6);
    expect(terraform.required_providers).toEqual({ aws: { source: 'hashicorp/aws', version: '~> 6.25' } });
    expect(provider!.aws).toMatchObject([{ region: 'eu-central-1' }]);
  });

  test('names nothing of the machine in its stacks', async () => {
    const { terraform, ...rest } = await synthesized('main.js');
    const { backend: _cdktfs, ...others } = terraform;
    const text = JSON.stringify({ ...rest, others });
    for (const place of [app, packageRoot, homedir(), process.execPath])
      expect(text).not.toContain(`${place}/`);
    expect(text).not.toMatch(/\.\.\//);
  });

  test("passes the template's tests, with snapshots of its stacks that hold anywhere", async () => {
    const config = {
      testEnvironment: 'node',
      setupFilesAfterEnv: ['<rootDir>/setup.js'],
      testMatch: ['**/__tests__/*.js'],
      transform: {},
    };
    const jest = (cwd: string, ...flags: string[]) =>
      tryExec(
        process.execPath,
        [join(app, 'node_modules/jest/bin/jest.js'), '--config', JSON.stringify(config), ...flags],
        { cwd, env: { ...process.env, CI: undefined } },
      );
    const first = await jest(app);
    expect({ ...first, stderr: summaryOf(first.stderr) }).toEqual({
      code: 0,
      stdout: '',
      stderr: ['Tests: 1 todo, 2 passed, 3 total', 'Snapshots: 2 written, 2 total'],
    });
    const again = await jest(moved('tested'), '--ci');
    expect(summaryOf(again.stderr)).toEqual([
      'Tests: 1 todo, 2 passed, 3 total',
      'Snapshots: 2 passed, 2 total',
    ]);
  });

  test('gives the same stack as an ES module', async () => {
    const expected = await synthesized('main.js');
    cpSync(join(app, 'main.ts'), join(app, 'main.mjs'));
    expect(await synthesized('main.mjs')).toEqual(expected);
  });

  test.each([
    ['cjs', 'bundled/app.js', ''],
    [
      'esm',
      'bundled/app.mjs',
      "import { createRequire } from 'module'; const require = createRequire(import.meta.url);",
    ],
  ] as const)('gives the same stack where it is bundled into one file (%s)', async (format, outfile, js) => {
    const expected = await synthesized('main.js');
    await build({
      entryPoints: [join(app, 'main.ts')],
      outfile: join(app, outfile),
      bundle: true,
      platform: 'node',
      format,
      banner: { js },
      logLevel: 'error',
    });
    expect(await synthesized(outfile)).toEqual(expected);
  });

  test('says what is missing where a bundled app has the package nowhere', async () => {
    const alone = join(app, '../alone');
    mkdirSync(alone);
    cpSync(join(app, 'bundled/app.js'), join(alone, 'app.js'));
    const { code, stderr } = await tryExec(process.execPath, ['app.js'], { cwd: alone });
    expect(stderr).toContain(
      `Error: the package cni-testbed is not found from ${alone}, and its files are needed: install`,
    );
    expect(code).toBe(1);
  });

  /** The stack of the docs' example, as the program writes it. */
  async function synthesized(program: string): Promise<Stack> {
    await exec(process.execPath, [program], { cwd: app });
    return stackIn(join(app, 'cdktf.out/stacks/lab'));
  }

  /** A copy of the app in another place, with its snapshots. */
  function moved(name: string): string {
    const place = join(app, '..', name);
    cpSync(app, place, { recursive: true, verbatimSymlinks: true });
    return place;
  }
}

/** The last lines that Jest prints, with single spaces. */
function summaryOf(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => /^(Tests|Snapshots):/.test(line))
    .map((line) => line.replace(/\s+/g, ' '));
}
