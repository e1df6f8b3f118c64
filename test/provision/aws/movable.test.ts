/** The project can move to CDK Terrain, CDKTF's successor, by one file and one for each cloud's provider. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { exec } from '../../../lib/base/exec';
import { describeWith } from '../programs';

const root = join(__dirname, '../../..');
/** Folder whose node_modules have cdktn and @cdktn/provider-aws. */
const successor = process.env.CNI_TESTBED_CDKTN;

test('one file imports CDKTF and constructs, and one the provider', () => {
  const sources = readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const importers = sources.filter((file) =>
    /from '(cdktf|constructs|@cdktf\/[^']*)'|(import|require)\('(cdktf|constructs|@cdktf)/.test(
      readFileSync(join(root, 'lib', file), 'utf8'),
    ),
  );
  expect(sources.length).toBeGreaterThan(50);
  expect(importers.sort()).toEqual([
    join('provision', 'aws', 'provider.ts'),
    join('provision', 'stacks', 'cdktf.ts'),
  ]);
});

test('the provider is imported by sub-paths only: its root costs seconds', () => {
  const text = readFileSync(join(root, 'lib/provision/aws/provider.ts'), 'utf8');
  const imports = [...text.matchAll(/from '(@cdktf\/provider-aws[^']*)'/g)].map((match) => match[1]!);
  expect(imports.length).toBeGreaterThan(20);
  for (const path of imports) expect(path).toMatch(/^@cdktf\/provider-aws\/lib\/[a-z0-9-]+$/);
});

test('the command line loads neither CDKTF nor constructs, nor a client of AWS, before it needs one', async () => {
  const entryPoints = ['lib/cli/main.ts', 'lib/provision/watch/index.ts'];
  const { metafile } = await build({
    entryPoints,
    absWorkingDir: root,
    outdir: 'dist/movable',
    bundle: true,
    packages: 'external',
    platform: 'node',
    metafile: true,
    write: false,
    logLevel: 'error',
  });
  const loaded = loadedAtStart(metafile.inputs, entryPoints);
  expect(loaded).toContain('lib/provision/aws/cloud.ts');
  const late =
    /aws\/(construct|prove|stack\.|provider)|provision\/stacks\/|^(cdktf|constructs|@cdktf|@aws-sdk)/;
  expect(loaded.filter((path) => late.test(path))).toEqual([]);
});

/** Files and packages that are loaded with these: what is imported where it is needed is not. */
function loadedAtStart(inputs: Metafile['inputs'], entries: readonly string[]): string[] {
  const seen = new Set<string>();
  const visit = (path: string) => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const { path: next, kind } of inputs[path]?.imports ?? [])
      if (kind !== 'dynamic-import') visit(next);
  };
  for (const entry of entries) visit(entry);
  return [...seen];
}

describeWith(
  successor ? undefined : 'CNI_TESTBED_CDKTN names no folder with cdktn',
  'with CDK Terrain',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'testbed-cdktn-'));
    afterAll(() => rmSync(folder, { recursive: true }));

    test('the same app gives the same stacks, but for what is said of the provider', async () => {
      const [ours, theirs] = [await stacksOf('cdktf'), await stacksOf('cdktn')];
      expect(Object.keys(theirs)).toEqual(Object.keys(ours));
      expect(Object.keys(ours).length).toBeGreaterThan(2);
      expect(theirs).toEqual(ours);
      expect(versions.cdktn).not.toBe(versions.cdktf); // it was the other tool
    });

    test('the schema of the AWS provider 6 takes what the app sets', async () => {
      const removed = [
        "import type { EipConfig } from '@cdktf/provider-aws/lib/eip';",
        '// @ts-expect-error: provider 5 had it, 6 has not',
        'export const old: EipConfig = { vpc: true };',
      ];
      writeFileSync(join(folder, 'removed.ts'), removed.join('\n'));
      const from = (name: string) => [join(successor!, 'node_modules', name)];
      const config = {
        extends: join(root, 'tsconfig.json'),
        compilerOptions: {
          paths: {
            cdktf: from('cdktn'),
            constructs: from('constructs'),
            '@cdktf/provider-aws/*': from('@cdktn/provider-aws/*'),
          },
          typeRoots: [join(root, 'node_modules/@types')],
          types: ['node'],
        },
        include: [],
        files: [join(root, 'main.ts'), 'removed.ts'],
      };
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
      expect(await exec('node_modules/.bin/tsc', ['-p', folder, '--pretty', 'false'], { cwd: root })).toBe(
        '',
      );
    });

    const versions: Record<string, unknown> = {};

    // biome-ignore lint/suspicious/noExplicitAny: Terraform's JSON
    function comparable(tool: string, { terraform, '//': about, ...rest }: any): unknown {
      const { required_providers: _differs, ...others } = terraform;
      const { version, ...metadata } = about.metadata;
      versions[tool] = version;
      return { ...rest, terraform: others, metadata };
    }

    /** Stacks by name, without what names the tool's own version. */
    async function stacksOf(tool: 'cdktf' | 'cdktn'): Promise<Record<string, unknown>> {
      const outfile = join(root, 'dist', `movable-${tool}.js`);
      const names = [
        ['cdktf', 'cdktn'],
        ['@cdktf/provider-aws', '@cdktn/provider-aws'],
        ['constructs', 'constructs'],
      ];
      const aliases = names.map(
        ([ours, theirs]) => `--alias:${ours}=${join(successor!, 'node_modules', theirs!)}`,
      );
      await exec(
        'node_modules/.bin/esbuild',
        [
          'main.ts',
          '--bundle',
          '--platform=node',
          `--outfile=${outfile}`,
          '--log-level=error',
          ...(tool === 'cdktn' ? aliases : []),
        ],
        { cwd: root },
      );
      const outdir = join(folder, tool);
      await exec('node', [outfile], { cwd: root, env: { ...process.env, CDKTF_OUTDIR: outdir } });
      rmSync(outfile);
      return Object.fromEntries(
        readdirSync(join(outdir, 'stacks')).map((name) => [
          name,
          comparable(tool, JSON.parse(readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8'))),
        ]),
      );
    }
  },
);
