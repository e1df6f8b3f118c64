import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { standingsIn } from '../../lib/run';
import { about, measured, rounds, subject } from '../measure/made';

describe('who is ahead by a file of measurements', () => {
  const folder = mkdtempSync(join(tmpdir(), 'testbed-standings-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const inFile = (data: unknown) => {
    const file = join(folder, 'm.json');
    writeFileSync(file, JSON.stringify(data));
    return standingsIn(file);
  };
  const among =
    (...eligible: string[]) =>
    ({ name, mode }: { name: string; mode: string }) =>
      eligible.includes(`${name} ${mode}`);
  const mode = (name: string, target = 'local') =>
    subject(name, { target, cni: { name: 'x', mode: name, dataPlane: 'd' } });
  /** b and c differ from each other, and neither from what lies between them. */
  const file = (target?: string) =>
    measured(
      ['a', 'b', 'c'].map((name) => mode(name, target)),
      [
        ...rounds('a', about(100), about(150)),
        ...rounds('b', about(100), about(152)),
        ...rounds('c', about(100), about(155)),
      ],
    );

  test('is told among the eligible alone: a tie with one that is not eligible is none', () => {
    const standings = inFile(file());
    expect(standings('latency', among('x a', 'x b', 'x c'))?.groups).toEqual([['x a', 'x b'], ['x c']]);
    expect(standings('latency', among('x b', 'x c'))?.groups).toEqual([['x b', 'x c']]);
    expect(standings('latency', among('y a'))?.groups).toEqual([]);
  });

  test('of a lab says so, and of a cluster not', () => {
    expect(inFile(file())('latency', among('x a'))?.inLab).toBe(true);
    expect(inFile(file('kubernetes'))('latency', among('x a'))?.inLab).toBe(false);
  });

  test('by what was not measured is nobody', () =>
    expect(inFile(file())('cpu', among('x a'))).toBeUndefined());

  test.each([
    ['no file', () => standingsIn(join(folder, 'nowhere.json')), 'unreadable-file'],
    [
      'no measurements in it',
      () => inFile({ schema: 'cni-testbed/comparison/v1', runs: [] }),
      'no-measurements',
    ],
    ['something else in it', () => inFile([1]), 'no-measurements'],
  ])('is refused with %s', (_, read, code) => {
    expect(read).toThrow(expect.objectContaining({ problem: expect.objectContaining({ code }) }));
  });
});
