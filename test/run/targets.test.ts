import { notMeasured, type RecordedTarget, targetNames } from '../../lib/base/targets';
import { targets } from '../../lib/provision/aws/app-context';
import type { Results } from '../../lib/results';
import { run } from '../cli/run';

describe('targets', () => {
  test('are one list, and a results file also knows that nothing was measured', () => {
    const recorded: readonly RecordedTarget[] = [...targetNames, notMeasured];
    const inFiles: readonly Results['target'][] = recorded;
    expect(new Set(inFiles).size).toBe(targetNames.length + 1);
    expect(targetNames).not.toContain(notMeasured);
  });

  test('of the CDKTF app are some of them', () =>
    expect(targetNames).toEqual(expect.arrayContaining([...targets])));

  test.each([
    ['lab', ['local', notMeasured]],
    ['faults', ['local', notMeasured]],
    ['plan', ['local', 'aws']],
    ['test', ['local', 'kubernetes']],
  ])('that %s offers are among them, and each is explained', async (command, names) => {
    const help = (await run([command, '--help'], true, 300)).stdout;
    for (const name of names) expect(help).toMatch(new RegExp(`--target <name> .*\\b${name}: \\S`));
    const { stderr } = await run([command, '--target', 'moon']);
    expect(stderr).toContain(`Allowed choices are ${names.join(', ')}.`);
  });
});

test('--predict-only measures nothing, as --target predicted does', async () => {
  const [one, other] = [await run(['lab', '--predict-only']), await run(['lab', '--target', 'predicted'])];
  const timeless = (text: string) => text.replace(/in [\d.]+ m?s/, '');
  expect(one.code).toBe(0);
  expect(timeless(one.stdout)).toBe(timeless(other.stdout));
});
