import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { comparisonSchema } from '../../lib/results';
import { goldenText } from '../report/golden';
import { run } from './run';

describe('testbed compare', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'testbed-compare-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  test('prints runs side by side and writes them as JSON and Markdown', async () => {
    const files = [file('a.json', goldenText('healthy')), file('b.json', goldenText('route-missing'))];
    const [json, markdown] = [join(folder, 'c.json'), join(folder, 'c.md')];
    const { code, stdout } = await run(['compare', ...files, '--json', json, '--markdown', markdown]);
    expect(code).toBe(0);
    expect(stdout).toContain('2 runs side by side');
    expect(stdout).toContain('Checks on which they disagree');
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({
      schema: 'cni-testbed/run-comparison/v1',
      runs: [{ file: files[0] }, { file: files[1] }],
    });
    expect(readFileSync(markdown, 'utf8')).toContain('### 2 runs side by side');
  });

  test('takes all runs of a file that holds several', async () => {
    const runs = (['healthy', 'conflict', 'route-missing'] as const).map((name) =>
      JSON.parse(goldenText(name)),
    );
    const path = file('all.json', JSON.stringify({ schema: comparisonSchema, rows: [], runs }));
    const { code, stdout } = await run(['compare', path]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('3 runs side by side') });
  });

  test.each([
    ['one run', () => [goldenText('healthy')], /holds one run: name the file of another/],
    ['no results', () => [goldenText('healthy'), '{}'], /cannot be used: it is no results file/],
    [
      'a comparison without runs',
      () => [JSON.stringify({ schema: comparisonSchema, runs: 7 })],
      /cannot be used: its field runs is 7, not a list/,
    ],
  ])('refuses %s with exit code 2', async (_, texts, message) => {
    const { code, stdout, stderr } = await run([
      'compare',
      ...texts().map((text, i) => file(`${i}.json`, text)),
    ]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  test('overwrites none of the files that it reads', async () => {
    const files = [file('a.json', goldenText('healthy')), file('b.json', goldenText('conflict'))];
    const { code, stderr } = await run(['compare', ...files, '--json', files[1]!]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/--json .* would overwrite the results file/);
  });
});
