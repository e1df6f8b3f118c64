/**
 * Every command of the docs. What can be run here is run, page by page from top to bottom, in a folder of its own; where
 * a page shows the output, it must be the real one. Of the others, each part must exist: command, option, script.
 * `UPDATE_DOCS=1 npx jest test/docs` writes the real outputs into the pages.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';
import { hasProgram, testWithFeatures, testWithProgram } from '../support/namespaces';
import { commandsOf, needsLab, objection, runsHere, type Shown } from './command-line';
import { codeSpans, pages } from './pages';

const all = pages();

describe.each(all.filter((page) => commandsOf(page).length > 0))('commands of $path', (page) => {
  const folder = mkdtempSync(join(tmpdir(), 'testbed-docs-'));
  const shown = commandsOf(page);
  const real = new Map<Shown, readonly string[]>();

  beforeAll(() => {
    const program = `#!/bin/sh\nexec '${process.execPath}' '${join(packageRoot, 'dist/testbed.js')}' "$@"\n`;
    writeFileSync(join(folder, 'testbed'), program, { mode: 0o755 });
  });
  afterAll(() => {
    inFolder('testbed clean');
    rmSync(folder, { recursive: true });
    if (process.env.UPDATE_DOCS) update(page.path, real);
  });

  for (const command of shown) {
    const title = `${command.line}: ${command.text}`;
    if (!runsHere(command.text))
      test(`${title} (not run)`, () => expect(objection(command.text)).toBeUndefined());
    else if (command.text.includes('--engine iperf3') && !hasProgram('iperf3'))
      testWithProgram('iperf3', title, async () => tryCommand(command));
    else testWithFeatures(featuresOf(command), title, async () => tryCommand(command));
  }

  function tryCommand(command: Shown): void {
    const { status, stdout, stderr } = inFolder(command.text);
    real.set(command, linesOf(stdout));
    const same = / exec /.test(command.text) ? addressesIn : steady;
    if (command.output && !process.env.UPDATE_DOCS)
      expect(same(linesOf(stdout))).toEqual(same(command.output));
    expect({ stderr, code: status }).toEqual({ stderr: expect.anything(), code: command.code });
  }

  function inFolder(text: string) {
    const { GITHUB_STEP_SUMMARY: _summary, TESTBED_SPEC: _spec, ...env } = process.env;
    const PATH = `${folder}${delimiter}${process.env.PATH}`;
    return spawnSync('bash', ['-c', text], {
      cwd: folder,
      env: { ...env, PATH, XDG_RUNTIME_DIR: folder, NO_COLOR: '1' },
      encoding: 'utf8',
    });
  }
});

test.each(all)('commands in the text of $path exist', (page) => {
  const commands = codeSpans(page).filter((code) =>
    /^(testbed|npm|npx|npm run|TESTBED_\w+=\S+ npm) \S/.test(code),
  );
  expect(commands.flatMap((code) => objection(code.replace(/ …$/, '')) ?? [])).toEqual([]);
});

test.each([
  'testbed lap',
  'testbed lab --modes bgp',
  'testbed lab --target nowhere',
  'npm run nothing',
  'npx cdktf deploy aws-nothing',
  'unknown-program',
])('a command such as %s would be found', (text) => expect(objection(text)).toBeDefined());

function featuresOf(command: Shown): readonly string[] {
  if (!needsLab(command.text)) return command.needs;
  return ['namespaces', 'lab', 'vxlan', ...(command.output ? ['nft'] : []), ...command.needs];
}

const linesOf = (text: string) => {
  const whole = text.replace(/\n+$/, '');
  return whole === '' ? [] : whole.split('\n').map((line) => line.trimEnd());
};

/** Lines with what differs between runs left open: how long they took. */
const steady = (lines: readonly string[]) =>
  linesOf(lines.join('\n')).map((line) => line.replace(/\b\d+(\.\d+)? (ms|s)\b/g, 'N $2'));

/** What counts of another program's output, whose form differs between versions: the addresses of each line. */
const addressesIn = (lines: readonly string[]) =>
  lines.map((line) => line.match(/[\da-f]+(?:[.:][\da-f]*)+(?:\/\d+)?/g));

/** Writes the real outputs below their commands. */
function update(path: string, real: ReadonlyMap<Shown, readonly string[]>): void {
  const file = join(packageRoot, path);
  const lines = readFileSync(file, 'utf8').split('\n');
  for (const [{ line, output }, now] of [...real].reverse())
    if (output && steady(output).join('\n') !== steady(now).join('\n'))
      lines.splice(line, output.length, ...now);
  writeFileSync(file, lines.join('\n'));
}
