import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeLab } from '../../lib/lab/standing/lab-store';
import { processId } from '../../lib/lab/standing/process-id';
import { run } from './run';

describe('down, where no lab of the name stands', () => {
  const before = process.env.XDG_RUNTIME_DIR;
  let runtime = '';
  beforeEach(() => {
    runtime = mkdtempSync(join(tmpdir(), 'testbed-down-'));
    process.env.XDG_RUNTIME_DIR = runtime;
  });
  afterEach(() => {
    rmSync(runtime, { recursive: true });
    if (before === undefined) delete process.env.XDG_RUNTIME_DIR;
    else process.env.XDG_RUNTIME_DIR = before;
  });

  test('is an error', async () => {
    expect(await run(['down', '--name', 'local-flannel'])).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('no lab named local-flannel is up'),
    });
  });

  test('is well with --if-up, and said', async () => {
    expect(await run(['down', '--name', 'local-flannel', '--if-up'])).toEqual({
      code: 0,
      stdout: 'No lab named local-flannel is up: there is nothing to take down.\n',
      stderr: '',
    });
  });

  test('is well with --if-up after a reboot, which leaves the file of a lab that is dead', async () => {
    writeLab(record({ pid: 1, startTime: 'of an earlier boot' }));
    expect(await run(['down', '--name', 'local-flannel', '--if-up', '-q'])).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });

  test('is an error with --if-up too while the lab is being built', async () => {
    writeLab(record(processId(process.pid)!));
    expect((await run(['down', '--name', 'local-flannel', '--if-up'])).code).toBe(4);
  });

  const record = (builder: { pid: number; startTime: string }) => ({
    name: 'local-flannel',
    builder,
    createdAt: '2026-11-22T12:00:00Z',
    spec: {},
    omitted: [],
  });
});
