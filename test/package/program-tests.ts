/** The command line of the installed package, from another folder. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exec, tryExec } from '../../lib/base/exec';
import { describeLab } from '../support/namespaces';

export function programTests(app: string, folder: string): void {
  const elsewhere = join(folder, 'some/place');
  const testbed = (...args: string[]) =>
    tryExec(join(app, 'node_modules/.bin/testbed'), args, { cwd: elsewhere, env: process.env });
  beforeAll(() => mkdirSync(elsewhere, { recursive: true }));

  test('walks the packets of a lab, and writes every report', async () => {
    const { code, stdout } = await testbed(
      'lab',
      '--target',
      'predicted',
      '--html',
      'r.html',
      '--json',
      'r.json',
    );
    expect(stdout).toMatch(/checks/);
    expect(code).toBe(0);
    expect(readFileSync(join(elsewhere, 'r.html'), 'utf8')).toMatch(/<\/html>\s*$/);
    expect(JSON.parse(readFileSync(join(elsewhere, 'r.json'), 'utf8')).schema).toBe('cni-testbed/results/v1');
  });

  test('makes the manifests of the Jobs with their program, and exports a cluster', async () => {
    const probes = await testbed(
      'test',
      '--target',
      'kubernetes',
      '--dry-run',
      '--nodes',
      '3',
      '--out',
      'probes',
    );
    expect(probes).toMatchObject({ code: 0 });
    const cluster = await testbed('export', 'kind', '--nodes', '3', '--cni', 'flannel');
    expect(cluster).toMatchObject({ code: 0 });
    expect(await exec('bash', ['-n', 'kind/install.sh'], { cwd: elsewhere })).toBe('');
  });

  describeLab('in namespaces', () => {
    test('builds a lab and tests it', async () => {
      const { code, stdout } = await testbed('lab');
      expect(stdout).toMatch(/\nPASS \d+ checks: /);
      expect(code).toBe(0);
    });
  });
}
