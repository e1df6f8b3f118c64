import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run';

const folder = mkdtempSync(join(tmpdir(), 'base-spec-'));
afterEach(() => {
  delete process.env.TESTBED_SPEC;
});
afterAll(() => rmSync(folder, { recursive: true }));

async function nodes(...flags: string[]): Promise<number> {
  const { stdout } = await run(['plan', '--json', ...flags]);
  return JSON.parse(stdout).nodes.length;
}

describe('a spec in the environment', () => {
  test("takes the place of cdktf.json's, and flags change it", async () => {
    process.env.TESTBED_SPEC = '{"workers": 4}';
    expect(await nodes()).toBe(5);
    expect(await nodes('--nodes', '2')).toBe(2);
  });

  test('gives way to a file and to a scenario', async () => {
    process.env.TESTBED_SPEC = '{"workers": 4}';
    const file = join(folder, 'spec.yaml');
    writeFileSync(file, 'workers: 6');
    expect(await nodes('--spec', file)).toBe(7);
    expect(await nodes('--scenario', 'single-node')).toBe(1);
  });

  test('is named where it has a problem, or is no JSON', async () => {
    process.env.TESTBED_SPEC = '{"workers": -4}';
    expect(await run(['plan'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('workers = -4 in TESTBED_SPEC: it must be at least 0'),
    });
    process.env.TESTBED_SPEC = 'workers: 4';
    expect(await run(['plan'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /TESTBED_SPEC = set.*: it is not JSON: .*Unset it, or name a spec with --spec/,
      ),
    });
  });
});
