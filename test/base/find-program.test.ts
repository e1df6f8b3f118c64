import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyNotRun } from '../../lib/base/find-program';

describe('a program', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'find-program-'));
    for (const name of ['one', 'two']) mkdirSync(join(folder, name));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const path = () => ['one', 'two', 'missing'].map((name) => join(folder, name)).join(':');
  const file = (name: string, mode: number) => {
    writeFileSync(join(folder, name), '');
    chmodSync(join(folder, name), mode);
  };

  test('is found behind one of that name that cannot be executed', () => {
    file('one/tool', 0o644);
    file('two/tool', 0o755);
    expect(whyNotRun('tool', path())).toBeUndefined();
    expect(whyNotRun(join(folder, 'two/tool'), path())).toBeUndefined();
  });

  test('is found beside a place that cannot be looked into', () => {
    file('one/tool', 0o755);
    symlinkSync('loop', join(folder, 'loop')); // as with a forbidden folder, looking there fails with an error
    expect(whyNotRun('tool', `${join(folder, 'loop')}:${path()}`)).toBeUndefined();
    expect(whyNotRun('nosuch', `${join(folder, 'loop')}:${path()}`)).toMatchObject({ code: 127 });
  });

  test('that cannot be executed is 126', () => {
    file('two/tool', 0o644);
    const reason = `${join(folder, 'two/tool')} is not executable`;
    expect(whyNotRun('tool', path())).toEqual({ code: 126, reason });
    expect(whyNotRun(join(folder, 'two/tool'), path())).toEqual({ code: 126, reason });
    expect(whyNotRun(join(folder, 'one'), path())?.code).toBe(126);
  });

  test.each(['tool', '', './tool', '/no/such/tool'])('that is not there is 127: "%s"', (name) => {
    expect(whyNotRun(name, path())?.code).toBe(127);
  });
});
