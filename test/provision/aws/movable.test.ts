/** The project can move to CDK Terrain, CDKTF's successor, by one file. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exec } from '../../../lib/base/exec';
import { describeWith } from './programs';

const root = join(__dirname, '../../..');
/** Folder whose node_modules have cdktn and @cdktn/provider-aws. */
const successor = process.env.CNI_TESTBED_CDKTN;

test('one file imports CDKTF, the provider and constructs', () => {
  const sources = readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const importers = sources.filter((file) =>
    /from '(cdktf|constructs|@cdktf\/[^']*)'|(import|require)\('(cdktf|constructs|@cdktf)/.test(
      readFileSync(join(root, 'lib', file), 'utf8'),
    ),
  );
  expect(sources.length).toBeGreaterThan(50);
  expect(importers).toEqual([join('provision', 'aws', 'cdktf.ts')]);
});

test('the provider is imported by sub-paths only: its root costs seconds', () => {
  const text = readFileSync(join(root, 'lib/provision/aws/cdktf.ts'), 'utf8');
  const imports = [...text.matchAll(/from '(@cdktf\/provider-aws[^']*)'/g)].map((match) => match[1]!);
  expect(imports.length).toBeGreaterThan(20);
  for (const path of imports) expect(path).toMatch(/^@cdktf\/provider-aws\/lib\/[a-z0-9-]+$/);
});

test('what the command line uses of AWS loads neither CDKTF nor the provider', async () => {
  const args = [
    'lib/provision/aws/client.ts',
    '--bundle',
    '--platform=node',
    '--external:@aws-sdk/*',
    '--log-level=error',
  ];
  const bundle = await exec('node_modules/.bin/esbuild', args, { cwd: root });
  expect(bundle).toContain('lib/provision/aws/observe/status.ts');
  expect(bundle).not.toMatch(/node_modules\/(cdktf|constructs|@cdktf)\//);
});

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
