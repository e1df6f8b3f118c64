import { mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labFolder } from '../../lib/lab/standing/lab-folder';

describe('the folder of a user’s labs', () => {
  const before = process.env.XDG_RUNTIME_DIR;
  let runtime: string;

  beforeEach(() => {
    runtime = mkdtempSync(join(tmpdir(), 'cni-testbed-folder-'));
    process.env.XDG_RUNTIME_DIR = runtime;
  });

  afterEach(() => {
    rmSync(runtime, { recursive: true });
    if (before === undefined) delete process.env.XDG_RUNTIME_DIR;
    else process.env.XDG_RUNTIME_DIR = before;
  });

  test('cannot be read by other users', () => {
    expect(labFolder()).toBe(join(runtime, 'cni-testbed'));
    expect(statSync(labFolder()).mode & 0o777).toBe(0o700);
  });

  test('is not taken through a link', () => {
    symlinkSync(tmpdir(), join(runtime, 'cni-testbed'));
    expect(() => labFolder()).toThrow('belongs to another user');
  });

  test('that cannot be made is an error at once, also where the kernel never makes folders', () => {
    process.env.XDG_RUNTIME_DIR = '/proc';
    expect(() => labFolder()).toThrow('the folder for labs cannot be made');
  });

  test('is never below a relative path', () => {
    process.env.XDG_RUNTIME_DIR = '.';
    expect(labFolder()).toBe(join(tmpdir(), `cni-testbed-${process.getuid!()}`));
  });
});
