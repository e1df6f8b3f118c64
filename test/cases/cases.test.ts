/**
 * Each file is a spec, a line of hyphens, and what `testbed plan --spec FILE` says of it: the plan's table or the
 * problems. A first line `# flags: …` adds flags. REWRITE_CASES=1 writes what is said now as the expectation.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../cli/run';

const divider = '\n----------\n';
const folder = mkdtempSync(join(tmpdir(), 'testbed-cases-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each([
  { kind: 'plan', code: 0 },
  { kind: 'error', code: 2 },
])('the $kind of a spec', ({ kind, code }) => {
  const home = join(__dirname, kind);
  const names = readdirSync(home).filter((name) => name.endsWith('.txt'));

  test.each(names)('%s', async (name) => {
    const file = join(home, name);
    const [spec, expected] = readFileSync(file, 'utf8').split(divider) as [string, string | undefined];
    const said = await planOf(name, spec);
    if (process.env.REWRITE_CASES) writeFileSync(file, `${spec}${divider}${said.text}`);
    else expect(said.text).toBe(expected);
    expect(said.code).toBe(code);
  });
});

async function planOf(name: string, spec: string): Promise<{ code: number; text: string }> {
  const file = join(folder, name);
  writeFileSync(file, spec);
  const flags = /^# flags: (.*)$/m.exec(spec)?.[1]?.split(' ') ?? [];
  const { code, stdout, stderr } = await run(['plan', '--spec', file, ...flags]);
  return { code, text: `${stdout}${stderr}`.replaceAll(file, 'spec.yaml') };
}
