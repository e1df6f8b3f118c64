import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';
import { missingPrograms } from '../../lib/lab/machine/lab-programs';
import { versionInWords } from '../../lib/lab/machine/program-versions';

test.each([
  ['iproute2', 'ip utility, iproute2-6.1.0, libbpf 1.1.2', 'iproute2 6.1.0'],
  ['iproute2', 'ip utility, iproute2-ss200127', 'ip utility, iproute2-ss200127'],
  ['nftables', 'nftables v1.0.6 (Lester Gooch #5)\n', 'nftables 1.0.6'],
  ['BIRD', 'BIRD version 2.0.12\n', 'BIRD 2.0.12'],
  [
    'wireguard-tools',
    'wireguard-tools v1.0.20210914 - https://git.zx2c4.com',
    'wireguard-tools 1.0.20210914',
  ],
  ['kubectl', 'Client Version: v1.32.4\nKustomize Version: v5.5.0', 'kubectl 1.32.4'],
  ['OpenTofu', 'OpenTofu v1.9.0\non linux_amd64', 'OpenTofu 1.9.0'],
])('the version of %s is shown', (product, said, words) => {
  expect(versionInWords(product, said)).toBe(words);
});

test('programs that every lab needs are named with the package that has them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-test-'));
  for (const name of ['unshare', 'nsenter', 'mount', 'mkdir', 'rm', 'sleep', 'ip'])
    symlinkSync(process.execPath, join(folder, name));
  expect(missingPrograms(folder)).toBe('there is no program bridge (get the package iproute2)');
  symlinkSync(process.execPath, join(folder, 'bridge'));
  expect(missingPrograms(folder)).toBeUndefined();
  rmSync(folder, { recursive: true });
});

test('testbed doctor says how to get what is missing, programs of other targets among it', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(packageRoot, 'dist', 'testbed.js'), 'doctor'],
    { encoding: 'utf8', env: { PATH: '/nonexistent' } },
  );
  expect([status, stderr]).toEqual([4, '']);
  expect(stdout).toMatch(/^– namespaces/);
  expect(stdout).toMatch(/^– kubectl.*\n.*testbed test --target kubernetes.*\n.*kubernetes\.io/m);
  expect(stdout).toMatch(/^– Terraform or OpenTofu.*\n.*cdktf deploy.*\n.*opentofu\.org/m);
});
