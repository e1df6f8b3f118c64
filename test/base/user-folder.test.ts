import { mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { userFolder } from '../../lib/base/user-folder';

describe('the folder of what a user runs', () => {
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
    expect(userFolder()).toBe(join(runtime, 'cni-testbed'));
    expect(statSync(userFolder()).mode & 0o777).toBe(0o700);
  });

  test('is not taken through a link', () => {
    symlinkSync(tmpdir(), join(runtime, 'cni-testbed'));
    expect(() => userFolder()).toThrow('belongs to another user');
  });

  test('that cannot be made is an error at once, also where the kernel never makes folders', () => {
    process.env.XDG_RUNTIME_DIR = '/proc';
    expect(() => userFolder()).toThrow('the folder for what runs cannot be made');
  });

  test('is never below a relative path', () => {
    process.env.XDG_RUNTIME_DIR = '.';
    expect(userFolder()).toBe(join(tmpdir(), `cni-testbed-${process.getuid!()}`));
  });
});
