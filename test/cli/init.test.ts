import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { run } from './run';

const folder = mkdtempSync(join(tmpdir(), 'init-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('testbed init', () => {
  test('writes a spec that works as it is, by the flags', async () => {
    const file = join(folder, 'bgp.yaml');
    expect(await run(['init', file, '--cni', 'calico', '--mode', 'bgp', '--nodes', '5'])).toMatchObject({
      code: 0,
    });
    expect(parse(readFileSync(file, 'utf8'))).toMatchObject({ cni: 'calico', mode: 'bgp', workers: 4 });
    const { code, stdout } = await run(['plan', '--json', '--spec', file]);
    expect([code, JSON.parse(stdout).nodes.length]).toEqual([0, 5]);
  });

  test('writes nothing over', async () => {
    const file = join(folder, 'mine.yaml');
    writeFileSync(file, 'workers: 7\n');
    expect(await run(['init', file])).toMatchObject({ code: 2, stderr: expect.stringContaining(file) });
    expect(readFileSync(file, 'utf8')).toBe('workers: 7\n');
  });

  test('prints the spec alone where the file is -', async () => {
    const { code, stdout, stderr } = await run(['init', '-', '--scenario', 'conflict']);
    expect([code, stderr, parse(stdout)]).toEqual([
      0,
      '',
      expect.objectContaining({ cni: 'none', workers: 1 }),
    ]);
  });

  test.each([
    ['a JSON file, which takes no comments', ['spec.json']],
    ['a folder that there is not', ['nowhere/spec.yaml']],
    ['a spec that is unsound', ['new.yaml', '--pod-cidr', '10.96.0.0/16']],
  ])('refuses %s', async (_, [name = '', ...flags]) => {
    expect(await run(['init', join(folder, name), ...flags])).toMatchObject({ code: 2, stdout: '' });
  });

  test('warns of what works and is likely a slip', async () => {
    const { code, stderr } = await run(['init', '-', '--pod-cidr', '172.168.0.0/16']);
    expect([code, stderr]).toEqual([0, expect.stringContaining('warning: --pod-cidr')]);
  });
});
