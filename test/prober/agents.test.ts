import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { costOfPods } from '../../lib/prober/measure/agents';

const [first, second] = [
  '0d1c63c4-8e12-4a0e-9a52-1f2b7e0c0001',
  '0d1c63c4-8e12-4a0e-9a52-1f2b7e0c0002',
] as const;

describe('what pods have spent', () => {
  const root = mkdtempSync(join(tmpdir(), 'testbed-cgroup-'));
  afterAll(() => rmSync(root, { recursive: true }));

  function group(path: string, files: Readonly<Record<string, string>>): void {
    mkdirSync(join(root, path), { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(root, path, name), text);
  }

  test('is read of groups as systemd and as the kubelet name them', () => {
    const files = (us: number) => ({
      'cpu.stat': `usage_usec ${us}\nuser_usec 1\n`,
      'memory.current': '1000000\n',
      'memory.stat': 'anon 5\ninactive_file 400000\nactive_file 7\n',
    });
    group(
      `kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${first.replaceAll('-', '_')}.slice`,
      files(700),
    );
    group(`kubepods/besteffort/pod${second}`, files(900));
    expect(costOfPods(root, [first, second])).toEqual([
      { uid: first, cpuUs: 700, memoryBytes: 600_000 },
      { uid: second, cpuUs: 900, memoryBytes: 600_000 },
    ]);
    expect(costOfPods(root, [second])).toHaveLength(1);
  });

  test('is not told of pods that are not there, or where groups are of another kind', () => {
    group('other/pod1', { 'cpuacct.usage': '1' });
    expect(costOfPods(root, ['1', '2'])).toEqual([]);
    expect(costOfPods(join(root, 'nowhere'), [first])).toEqual([]);
  });
});
