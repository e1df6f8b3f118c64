/** Shell completion: what may follow, and real shells whose user presses the tab key. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';
import { cnis } from '../../lib/cni';
import { faults } from '../../lib/faults';
import { scenarios } from '../../lib/run';
import { hasProgram, testWithProgram } from '../support/namespaces';
import { run } from './run';

/** The words that may follow; the last word is at the cursor. */
async function following(...words: string[]): Promise<string[]> {
  const { code, stdout } = await run(['__complete', '--', ...words]);
  expect(code).toBe(0);
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')[0]!]));
}

const calico = cnis.find(({ name }) => name === 'calico')!;

describe('what may follow', () => {
  test('are commands, and not the hidden one', async () => {
    expect(await following('')).toEqual(expect.arrayContaining(['lab', 'plan', 'completion', 'help']));
    expect(await following('')).not.toContain('__complete');
    expect(await following('re')).toEqual(['results', 'rerun', 'report']);
    expect(await following('export', '')).toEqual(expect.arrayContaining(['kind', 'aci']));
  });

  test('are the flags of the command', async () => {
    expect(await following('lab', '--scen')).toEqual(['--scenario']);
    expect(await following('export', 'aci', '--le')).toEqual(['--leaves']);
    expect(await following('plan', '--leaves')).toEqual([]);
  });

  test('are the names that a flag takes', async () => {
    expect(await following('lab', '--cni', '')).toEqual(cnis.map(({ name }) => name));
    expect(await following('plan', '--scenario', '')).toEqual(Object.keys(scenarios));
    expect(await following('lab', '--fault', '')).toEqual(faults.map(({ name }) => name));
    expect(await following('faults', '--only', faults[0]!.name, '')).toEqual(faults.map(({ name }) => name));
    expect(await following('test', '--target', 'k')).toEqual(['kubernetes']);
  });

  test('are modes and data planes of the CNI that is typed, each once', async () => {
    const modes = calico.modes.map(({ name }) => name);
    expect(await following('lab', '--cni', 'calico', '--mode', '')).toEqual(modes);
    expect(await following('lab', '--cni=calico', '--data-plane', '')).toEqual(calico.dataPlanes);
    const all = await following('lab', '--mode', '');
    expect(all).toEqual([...new Set(cnis.flatMap((cni) => cni.modes.map(({ name }) => name)))]);
  });

  test('have the flag in front of them where it is typed in one word, and the list', async () => {
    expect(await following('lab', '--cni=ca')).toEqual(['--cni=calico']);
    expect(await following('choose', '--need', 'policies,dual')).toEqual(['policies,dual-stack']);
    expect(await following('measure', '--only=rtt,bu')).toEqual(['--only=rtt,bulk']);
  });

  test.each([
    ['a flag that names one', ['lab', '--json', '']],
    ['an argument', ['compare', 'one.json', '']],
    ['a spec', ['machines', 'up', '']],
    ['an inventory', ['machines', 'check', 'machines.yaml', '--inventory', '']],
    ["another program's words", ['exec', 'worker-1', '--', 'ls', '']],
  ])('are files for %s', async (_, words) => expect(await following(...words)).toEqual([':files']));

  test('are none where nobody knows them', async () => {
    expect(await following('status', '')).toEqual([]);
    expect(await following('lab', '--nodes', '')).toEqual([]);
    expect(await following('nowhere', '')).toEqual(await following(''));
  });
});

test('only shells that there is a script for are taken', async () => {
  expect(await run(['completion', 'tcsh'])).toMatchObject({ code: 2, stdout: '' });
});

/** Of the shells, when they have the terminal and listen. */
const prompt = 'type> ';

describe('in a real shell', () => {
  const folder = mkdtempSync(join(tmpdir(), 'completion-'));
  const env = {
    ...process.env,
    PATH: `${folder}${delimiter}${process.env.PATH}`,
    TERM: 'dumb',
    HISTFILE: '',
  };
  /**
   * Completes by the real program, and prints what would be run. The terminal is the shell's alone: a Node program that
   * has it sets it back as it ends, at times after the shell has set it up for the next line, which is then not echoed.
   */
  const program = `#!/bin/sh
[ "$1" = __complete ] && [ -t 0 ] && touch had-the-terminal
case $1 in __complete) exec '${process.execPath}' '${join(packageRoot, 'dist/testbed.js')}' "$@" ;; esac
echo "ran: $*"
`;
  beforeAll(async () => {
    writeFileSync(join(folder, 'testbed'), program, { mode: 0o755 });
    writeFileSync(join(folder, 'one-file.json'), '');
    for (const shell of ['bash', 'zsh', 'fish'])
      writeFileSync(join(folder, `completion.${shell}`), (await run(['completion', shell])).stdout);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What is typed before the tab key is pressed, and what stands there then. */
  const typed = {
    'testbed expl': 'explain',
    'testbed lab --cni=cal': 'lab --cni=calico',
    'testbed lab --cni calico --mode wir': 'lab --cni calico --mode wireguard',
    'testbed report one': 'report one-file.json',
    'testbed lab --json=one': 'lab --json=one-file.json',
  };
  const terminals = {
    bash: [`env PS1='${prompt}' bash --norc --noprofile -i`, 'source completion.bash'],
    zsh: [`env PS1='${prompt}' zsh -f -i`, 'autoload -Uz compinit; compinit -u -D; source completion.zsh'],
  } as const;

  for (const [shell, [start, setUp]] of Object.entries(terminals))
    testWithProgram(shell, `${shell} completes what is typed`, async () => {
      const lines = [`${setUp}; testbed ready`, ...Object.keys(typed).map((text) => `${text}\t`)];
      expect(await answersTo(lines, start)).toEqual(['ready', ...Object.values(typed)]);
      expect(existsSync(join(folder, 'had-the-terminal'))).toBe(false);
    });

  const started: ChildProcess[] = [];
  afterEach(() => {
    for (const terminal of started.splice(0)) terminal.kill();
  });

  /**
   * Types lines on a terminal of its own and returns what ran. Each is typed at a prompt: what comes before, while the
   * terminal is still that of the command, may be lost. A shell that waits for more is ended after the test.
   */
  async function answersTo(lines: readonly string[], shell: string): Promise<string[]> {
    const terminal = spawn('script', ['-qec', shell, '/dev/null'], { cwd: folder, env });
    started.push(terminal);
    let typedLines = 0;
    let said = '';
    const ran = () => Array.from(said.matchAll(/^ran: (.*?)\s*\n/gm), ([, words]) => words!);
    terminal.stdout.on('data', (text) => {
      said += text;
      const isPrompted = said.lastIndexOf(prompt) > said.lastIndexOf('ran: ');
      if (isPrompted && ran().length === typedLines)
        terminal.stdin.write(`${lines[typedLines++] ?? 'exit'}\n`);
    });
    await once(terminal, 'close');
    return ran();
  }

  testWithProgram('fish', 'fish completes what is typed', async () => {
    const ask = (text: string) => {
      const { stdout } = spawnSync('fish', ['-c', `source completion.fish; complete -C '${text}'`], {
        cwd: folder,
        env,
        encoding: 'utf8',
      });
      return stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')[0]!]));
    };
    for (const [text, whole] of Object.entries(typed)) expect(ask(text)).toEqual([whole.split(' ').at(-1)]);
  });

  const title = 'the script for bash passes shellcheck';
  (hasProgram('shellcheck') ? test : test.skip)(
    hasProgram('shellcheck') ? title : `${title} (skipped: shellcheck is not installed)`,
    () => {
      const file = join(folder, 'completion.bash');
      expect(spawnSync('shellcheck', ['--shell=bash', file], { encoding: 'utf8' }).stdout).toBe('');
    },
  );
});
