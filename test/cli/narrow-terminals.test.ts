/** Terminals that do not say how wide they are, which some do with 0 columns, and such as are too narrow for any table. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { Progress } from '../../lib/cli/io/progress';
import { recordedFile } from '../measure/recorded';
import { goldenText } from '../report/golden';
import { run } from './run';

const folder = mkdtempSync(join(tmpdir(), 'narrow-'));
const file = join(folder, 'r.json');
writeFileSync(file, goldenText('route-missing'));
afterAll(() => rmSync(folder, { recursive: true }));

const colours = process.env.NO_COLOR;
beforeAll(() => {
  process.env.NO_COLOR = '1';
});
afterAll(() => {
  if (colours === undefined) delete process.env.NO_COLOR;
  else process.env.NO_COLOR = colours;
});

const commands: [string, string[]][] = [
  ['plan', ['plan']],
  ['lab', ['lab', '--target', 'predicted']],
  ['a lab that fails', ['lab', '--target', 'predicted', '--scenario', 'conflict']],
  ['lab --all', ['lab', '--all', '--target', 'predicted']],
  ['explain', ['explain', 'pod:worker-1/0', 'pod:worker-2/1']],
  ['faults', ['faults', '--target', 'predicted', '--only', 'route-missing']],
  ['faults --list', ['faults', '--list']],
  ['report', ['report', file]],
  ['compare', ['compare', file, file]],
  ['compare of measurements', ['compare', recordedFile]],
  ['choose', ['choose', '--need', 'policies,kernel=5.15,un-encapsulated', '--prefer', 'latency']],
  ['choose --list', ['choose', '--list']],
  ['help', ['--help']],
  ["a command's help", ['lab', '--help']],
];

/** Without what differs from run to run. */
const output = async (argv: string[], columns?: number) =>
  (await run(argv, true, columns)).stdout.replace(/in \d+\.\d\d s$/gm, 'in a moment');

const words = (text: string) => new Set(text.split(/\s+/));

describe.each(commands)('%s', (_, argv) => {
  test('fills no terminal of 0 columns with single letters: it is like one that does not say', async () => {
    expect(await output(argv, 0)).toBe(await output(argv));
  });

  test.each([1, 10, 20])('takes a terminal of %i columns for one that holds a table', async (columns) => {
    expect(await output(argv, columns)).toBe(await output(argv, 40));
  });

  test('cuts no word, however narrow the terminal', async () => {
    const whole = words(await output(argv));
    /** What stands in place of a matrix or a column that there is no room for. */
    const instead = words(
      '(no room for none fails towards a node that was tried of nodes ✓ ✗ 1 2 3 and outside',
    );
    const heads = (word: string) => /^[A-Z→…]+[,)]$/.test(word);
    const others = [...words(await output(argv, 20))].filter(
      (word) => !whole.has(word) && !instead.has(word),
    );
    expect(others.filter((word) => !heads(word))).toEqual([]);
  });
});

class Screen extends Writable {
  readonly isTTY = true;
  text = '';

  constructor(readonly columns?: number) {
    super();
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk;
    done();
  }
}

describe('progress', () => {
  const shown = (columns?: number) => {
    const screen = new Screen(columns);
    const progress = new Progress({ progress: screen }, false);
    progress.stage('probing', 100);
    progress.done(100);
    progress.end();
    return screen.text;
  };

  test.each([undefined, 0, 80])('is shown on a terminal of %s columns', (columns) => {
    expect(shown(columns)).toMatch(/probing .* 100\/100/);
  });

  test.each([1, 10, 20, 39])('is not shown on a terminal of %i columns, which would cut it', (columns) => {
    expect(shown(columns)).toBe('');
  });
});
