/** `testbed learn` as it is run: the whole of it as a transcript, and on a terminal, where it waits for answers. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { packageRoot } from '../../lib/base/package-root';
import { describeLab, testWithFeatures, testWithProgram } from '../support/namespaces';
import { run } from './run';

const program = join(packageRoot, 'dist', 'testbed.js');

describeLab('testbed learn', () => {
  const folder = mkdtempSync(join(tmpdir(), 'testbed-learn-'));
  const env = { ...process.env, XDG_RUNTIME_DIR: folder, NO_COLOR: '1' };
  const testbed = (...args: string[]) =>
    spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', env });
  afterAll(() => rmSync(folder, { recursive: true }));

  testWithFeatures(['vxlan', 'nft'], 'prints all steps without waiting where nobody types', async () => {
    const { status, stdout, stderr } = testbed('learn');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(steady(stdout)).toMatchSnapshot();
    expect(stdout).toMatch(/^ {2}flannel +vxlan +✓ pass +1450$/m);
    expect(stdout).toMatch(/^ {2}flannel +host-gw +✓ pass +1500$/m);
    expect(testbed('ls', '--json').stdout).toBe('[]\n');
  });

  testWithProgram('script', 'waits for an answer on a terminal, and says whether it is right', async () => {
    const right = await onTerminal('a\n');
    expect(right).toMatch(/✓ Right: a\) 10\.244\.0\.2/);
    const wrong = await onTerminal('z\nc\n');
    expect(wrong.match(/Your answer \(a, b, c; Enter to skip\): /g)).toHaveLength(2);
    expect(wrong).toMatch(/✗ Not so\. The answer is a\) 10\.244\.0\.2/);
    expect(await onTerminal('\n')).toMatch(/Answer: a\) 10\.244\.0\.2/);
  });

  /** Its first step on a terminal of 60 characters, with what is typed. */
  async function onTerminal(typed: string): Promise<string> {
    const command = `stty cols 60; '${process.execPath}' '${program}' learn --step 1`;
    const child = spawn('script', ['-qec', command, '/dev/null'], { env: { ...env, SHELL: '/bin/sh' } });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    child.stdin.write(typed);
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
    return text.replaceAll('\r', '');
  }

  test.each(['SIGINT', 'SIGKILL'] as const)('%s ends it, and no lab is left', async (signal) => {
    const child = spawn(process.execPath, [program, 'learn'], { env, stdio: 'ignore' });
    await once(child, 'spawn');
    while (JSON.parse(testbed('ls', '--json').stdout).length === 0);
    child.kill(signal);
    if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
    while (JSON.parse(testbed('ls', '--json').stdout).length > 0);
    expect(testbed('clean').stdout).toBe('0 labs taken down, 0 leftovers removed.\n');
  });
});

describe('testbed learn, with nothing built', () => {
  test('says in every step that nothing was measured', async () => {
    const { code, stdout } = await run(['learn', '--predict-only']);
    expect(code).toBe(0);
    expect(stdout.match(/^Nothing was built or measured\./gm)).toHaveLength(7);
    expect(stdout).not.toContain('The lab was built');
  });

  test.each([50, 80])(
    'has no line of text that is longer than a terminal of %i characters',
    async (columns) => {
      const { stdout } = await run(['learn', '--predict-only'], true, columns);
      const plain = stripVTControlCharacters(stdout);
      expect(plain.split('\n').filter((line) => line.length > columns)).toEqual([]);
    },
  );

  test('lists its steps', async () => {
    const { code, stdout } = await run(['learn', '--list']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}3 {2}no-routes {3}Two nodes with ranges of their own, and no routes$/m);
  });

  test('refuses a step that there is not', async () => {
    expect((await run(['learn', '--step', 'x'])).code).toBe(2);
  });
});

describe('testbed explain --words', () => {
  test('explains all words, or one', async () => {
    const all = await run(['explain', '--words']);
    expect(all.code).toBe(0);
    expect(all.stdout).toMatch(/^VXLAN: /m);
    const one = await run(['explain', '--words', 'vxlan']);
    expect(one.stdout).toMatch(/^VXLAN: [^:]*$/);
  });

  test.each(['explain --words foo', 'explain a b --words', 'explain', 'explain pod:worker-1/0'])(
    '%s is refused',
    async (words) => {
      expect((await run(words.split(' '))).code).toBe(2);
    },
  );
});

/** With what differs between runs and machines left open: ports, times, and which modes the machine can do. */
function steady(text: string): string {
  return text
    .replace(/(TCP|UDP) \d+ > \d+/g, '$1 N > N')
    .replace(/(ALL PAIRS.*\n)[\s\S]*?(\n\nAnswer)/, '$1  …$2')
    .replace(/in \d+ of the \d+ modes/, 'in N of the N modes');
}
