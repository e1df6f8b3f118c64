/** `testbed export` for fabrics, and `testbed plan --for`. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run';

const folder = mkdtempSync(join(tmpdir(), 'testbed-export-'));
afterAll(() => rmSync(folder, { recursive: true }));
const out = (name: string) => join(folder, name);

describe('testbed export', () => {
  test.each([
    ['aci', ['acc-provision.yaml']],
    ['nsx-t', ['README.txt', 'configmap.yaml', 'lb-secret.yaml', 'ncpinstall.yaml', 'nsx-secret.yaml']],
    ['ccf', ['ansible.yaml', 'rest-calls.json']],
    ['bcf', ['ansible.yaml', 'rest-calls.json']],
  ])('%s writes its files, and says what is to be filled in and run', async (name, files) => {
    const { code, stdout } = await run(['export', name, '--out', out(name)]);
    expect(code).toBe(0);
    expect(readdirSync(out(name)).sort()).toEqual(files);
    expect(stdout).toContain('To be filled in: <');
  });

  test('leaves nothing open that was given', async () => {
    const flags = [
      '--apic',
      '10.1.1.101',
      '--aep',
      'a',
      '--vrf',
      'v',
      '--l3out',
      'l',
      '--external-networks',
      'e',
    ];
    const { stdout } = await run(['export', 'aci', '--out', out('given'), ...flags]);
    expect(stdout).not.toContain('To be filled in');
  });

  test('names the flag that was typed, reports all problems, and writes nothing', async () => {
    const wrong = ['--infra-vlan', '4001', '--mcast-range', '10.0.0.1-10.0.0.2', '--aep', 'x'.repeat(65)];
    const { code, stderr } = await run(['export', 'aci', '--out', out('none'), ...wrong]);
    expect(code).toBe(2);
    for (const start of ['--infra-vlan 4001: ', '--mcast-range 10.0.0.1-10.0.0.2: ', '--aep xxx'])
      expect(stderr).toContain(`  ${start}`);
    expect(readdirSync(folder)).not.toContain('none');
  });

  test('reports what is wrong with the spec and with options at once', async () => {
    const { code, stderr } = await run([
      'export',
      'nsx-t',
      '--nodes',
      '0',
      '--snat',
      'maybe',
      '--out',
      out('none'),
    ]);
    expect(code).toBe(2);
    for (const start of ['--nodes 0: ', '--snat maybe: ']) expect(stderr).toContain(`  ${start}`);
  });

  test('lists every tool in its help', async () => {
    const { stdout } = await run(['export', '--help']);
    for (const name of ['kind', 'minikube', 'aci', 'nsx-t', 'ccf|bcf'])
      expect(stdout).toContain(`\n  ${name} [`);
  });
});

describe('testbed plan --for', () => {
  test('shows what each range becomes, and writes nothing', async () => {
    const { code, stdout } = await run(['plan', '--for', 'nsx-t']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/10\.244\.0\.0\/16 +nsx_v3\.container_ip_blocks/);
  });

  test('has it as data, too', async () => {
    const { stdout } = await run(['plan', '--for', 'bcf', '--json']);
    const { nodes, fabric } = JSON.parse(stdout);
    expect(nodes).toHaveLength(3);
    expect(fabric.ranges[0]).toEqual({
      what: 'nodes of zone a',
      range: '192.168.1.0/24',
      becomes: 'segment nodes-a, gateway 192.168.1.1',
    });
  });

  test('shows what a fabric refuses', async () => {
    const { code, stderr } = await run(['plan', '--for', 'ccf', '--ip-family', 'dual']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('--ip-family dual: ')]);
  });

  test('goes with no target, and with no fabric that there is not', async () => {
    expect((await run(['plan', '--for', 'aci', '--target', 'aws'])).code).toBe(2);
    expect((await run(['plan', '--for', 'ospf'])).code).toBe(2);
  });
});
