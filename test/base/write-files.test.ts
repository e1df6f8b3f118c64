import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TargetError } from '../../lib/base/target-error';
import { writeFiles } from '../../lib/base/write-files';

describe('files of a folder', () => {
  let root = '';
  let folder = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'write-files-'));
    folder = join(root, 'out');
    mkdirSync(folder);
  });
  afterEach(() => {
    chmodSync(folder, 0o755);
    rmSync(root, { recursive: true });
  });

  const files = [
    ['a.yaml', 'first'],
    ['run.sh', 'second'],
  ] as const;
  const write = () => writeFiles(folder, files);
  /** What an attempt says, once it is sure that it left the folder as it was. */
  const refusal = () => {
    const before = readdirSync(folder);
    try {
      write();
    } catch (error) {
      expect(error).toBeInstanceOf(TargetError);
      expect(readdirSync(folder)).toEqual(before);
      return (error as Error).message;
    }
    throw new Error('it was written');
  };

  test('are written whole, scripts so that they can be run, and nothing besides', () => {
    expect(write()).toEqual([join(folder, 'a.yaml'), join(folder, 'run.sh')]);
    expect(readdirSync(folder)).toEqual(['a.yaml', 'run.sh']);
    expect(readFileSync(join(folder, 'run.sh'), 'utf8')).toBe('second');
    expect(statSync(join(folder, 'run.sh')).mode & 0o111).not.toBe(0);
    expect(statSync(join(folder, 'a.yaml')).mode & 0o111).toBe(0);
  });

  test('are written into a folder that is made for them, and once more over themselves', () => {
    const deep = join(root, 'b', 'c');
    writeFiles(deep, files);
    writeFiles(deep, [['a.yaml', 'third']]);
    expect(readFileSync(join(deep, 'a.yaml'), 'utf8')).toBe('third');
    expect(readdirSync(deep)).toEqual(['a.yaml', 'run.sh']);
  });

  test.each(['a.yaml', 'run.sh'])(
    'do not follow a link in the place of %s, and leave its target alone',
    (name) => {
      const target = join(root, 'target');
      writeFileSync(target, 'kept', { mode: 0o600 });
      symlinkSync(target, join(folder, name));
      expect(refusal()).toBe(`${join(folder, name)} is a symbolic link, and only files are written over`);
      expect(readFileSync(target, 'utf8')).toBe('kept');
      expect(statSync(target).mode & 0o777).toBe(0o600);
    },
  );

  test('do not follow a link that leads nowhere', () => {
    symlinkSync(join(root, 'nowhere'), join(folder, 'run.sh'));
    expect(refusal()).toContain('is a symbolic link');
    expect(lstatSync(join(root, 'nowhere'), { throwIfNoEntry: false })).toBeUndefined();
  });

  test('leave the other name of a file that has two, and its mode', () => {
    const other = join(root, 'other');
    writeFileSync(other, 'kept', { mode: 0o600 });
    linkSync(other, join(folder, 'run.sh'));
    write();
    expect(readFileSync(other, 'utf8')).toBe('kept');
    expect(statSync(other).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'run.sh'), 'utf8')).toBe('second');
  });

  test('do not take the place of a folder, a pipe or a socket', async () => {
    const path = join(folder, 'run.sh');
    mkdirSync(path);
    expect(refusal()).toBe(`${path} is a folder, and only files are written over`);
    rmSync(path, { recursive: true });
    spawnSync('mkfifo', [path]);
    expect(refusal()).toBe(`${path} is a pipe, and only files are written over`);
    rmSync(path);
    const server = createServer();
    await new Promise<void>((ready) => server.listen(path, ready));
    expect(refusal()).toBe(`${path} is a socket, and only files are written over`);
    await new Promise((closed) => server.close(closed));
  });

  test('are none where the folder is a file', () => {
    writeFileSync(join(root, 'file'), 'kept');
    expect(() => writeFiles(join(root, 'file'), files)).toThrow(/file cannot be written: /);
    expect(readFileSync(join(root, 'file'), 'utf8')).toBe('kept');
  });

  test('leave nothing behind where one cannot be written', () => {
    expect(() => writeFiles(folder, [...files, [`${'n'.repeat(300)}.yaml`, 'third']])).toThrow(TargetError);
    expect(readdirSync(folder)).toEqual([]);
  });
});
