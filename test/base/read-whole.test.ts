import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWhole } from '../../lib/base/read-whole';

const folder = mkdtempSync(join(tmpdir(), 'read-whole-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a file', () => {
  const file = join(folder, 'file');
  beforeAll(() => writeFileSync(file, 'x'.repeat(3_000_000)));

  test('is read whole', () => expect(readWhole(file, 3_000_000).toString()).toBe('x'.repeat(3_000_000)));

  test('that is larger than anything wanted is not read', () =>
    expect(() => readWhole(file, 2_000_000)).toThrow('it is larger than 2 MiB'));
});

test.each([
  ['/dev/zero', 'it is a device, not a file'],
  [folder, 'it is a folder'],
  [join(folder, 'none'), 'ENOENT'],
])('%s is refused', (path, why) => expect(() => readWhole(path, 10)).toThrow(why));
