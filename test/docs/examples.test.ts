/** The TypeScript of the docs compiles against the package's own entries, as in an app that has it installed. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tryExec } from '../../lib/base/exec';
import { packageRoot } from '../../lib/base/package-root';
import { pages } from './pages';

const examples = pages().flatMap(({ path, blocks }) =>
  blocks
    .filter(({ language }) => language === 'ts')
    .map(({ line, lines }) => ({ path, line, text: lines.join('\n') })),
);

/** Below the project, so that its packages are found; dist is no part of the sources. */
const folder = mkdtempSync(join(packageRoot, 'dist/docs-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The source of each entry of the package, by the name that apps import it by. */
function entries(): Record<string, string[]> {
  const { exports } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
  return Object.fromEntries(
    Object.entries<{ types?: string }>(exports).flatMap(([name, { types }]) => {
      const source = types?.replace(/^\.\/dist\/types\/(.*)\.d\.ts$/, '$1.ts');
      return source ? [[`cni-testbed${name.slice(1)}`, [join(packageRoot, source)]]] : [];
    }),
  );
}

test('the examples that are packed are the ones that the docs show', () => {
  const shown = examples.map(({ text }) => `${text}\n`);
  const packed = filesOf('examples').filter((name) => name.endsWith('.ts'));
  expect(packed.length).toBeGreaterThan(2);
  expect(packed.filter((name) => !shown.includes(readFileSync(join(packageRoot, name), 'utf8')))).toEqual([]);
});

const filesOf = (name: string): string[] =>
  readdirSync(join(packageRoot, name), { recursive: true, encoding: 'utf8' }).map((file) => join(name, file));

test('the examples in TypeScript compile', async () => {
  expect(examples.length).toBeGreaterThan(2);
  const files = examples.map(({ path, line, text }) => {
    const name = `${path.replace(/\W/g, '-')}-${line}.ts`;
    writeFileSync(join(folder, name), text);
    return name;
  });
  const config = {
    extends: join(packageRoot, 'tsconfig.json'),
    compilerOptions: { paths: entries() },
    include: [],
    files,
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const compiler = join(packageRoot, 'node_modules/typescript/bin/tsc');
  const { code, stdout } = await tryExec(process.execPath, [compiler, '--project', folder], { cwd: folder });
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
});
