import { clusterTarget, localTarget, notMeasured } from '../../lib/base/targets';
import { clouds } from '../../lib/provision/clouds';
import { run } from '../cli/run';

describe('targets', () => {
  test('have names of their own, and that nothing was measured is none of them', () => {
    const names = [localTarget, clusterTarget, ...clouds.map(({ name }) => name), notMeasured];
    expect(new Set(names).size).toBe(names.length);
  });

  test.each([
    ['lab', ['local', notMeasured]],
    ['faults', ['local', notMeasured]],
    ['plan', ['local', 'aws', 'machines']],
    ['test', ['local', 'kubernetes']],
  ])('that %s offers are among them, and each is explained', async (command, names) => {
    const help = (await run([command, '--help'], true, 300)).stdout;
    for (const name of names) expect(help).toMatch(new RegExp(`--target <name> .*\\b${name}: \\S`));
    const { stderr } = await run([command, '--target', 'moon']);
    expect(stderr).toContain(`it must be one of ${names.join(', ')}.`);
  });
});

test('--predict-only measures nothing, as --target predicted does', async () => {
  const [one, other] = [await run(['lab', '--predict-only']), await run(['lab', '--target', 'predicted'])];
  const timeless = (text: string) => text.replace(/in [\d.]+ m?s/, '');
  expect(one.code).toBe(0);
  expect(timeless(one.stdout)).toBe(timeless(other.stdout));
});
