import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run';

const folder = mkdtempSync(join(tmpdir(), 'spec-problems-'));
afterAll(() => rmSync(folder, { recursive: true }));

const specFile = (text: string): string => {
  const file = join(folder, 'spec.yaml');
  writeFileSync(file, text);
  return file;
};
const problems = async (...argv: string[]) => {
  const { code, stderr } = await run(argv);
  expect(code).toBe(2);
  return stderr.split('\n').slice(1, -1);
};

describe('a problem with a spec', () => {
  test.each([
    ['--nodes', '100000', 'it must be a whole number from 1, the control planes, to 5000'],
    ['--nodes', '0', 'it must be a whole number from 1'],
    ['--control-planes', '8', 'it must be at most 7'],
    ['--pods-per-node', '300', 'it must be at most 250'],
    ['--cni', 'weave', 'there is no CNI of this name'],
    ['--data-plane', 'ipvs', 'there is no data plane of flannel of this name'],
    ['--pod-cidr', '10.0/16', 'an IPv4 address is four decimal numbers'],
    ['--pod-cidr', '10.96.0.0/16', 'it overlaps serviceCidr (10.96.0.0/12). The next free range'],
    ['--underlay-mtu', 'big', 'it must be a number'],
    ['--zones', '0', 'it must be a whole number from 1 to 26'],
  ])('names the flag that was typed: %s %s', async (flag, value, rule) => {
    const [line] = await problems('plan', flag, value);
    expect(line).toMatch(/^ {2}--/);
    expect(line).toContain(`  ${flag} ${value}: ${rule}`);
  });

  test('names a flag without a value that was typed', async () => {
    const lines = await problems('plan', '--cni', 'calico', '--ipam', 'cni-blocks', '--pod-routes');
    expect(lines.map((line) => line.split(':')[0])).toEqual(['  --pod-routes']);
  });

  test('names the flag of every command that builds from a spec', async () => {
    for (const command of [['lab'], ['up'], ['faults'], ['explain', 'a', 'b'], ['export', 'kind']])
      expect(await problems(...command, '--mode', 'gre', '--cni', 'flannel')).toEqual([
        expect.stringContaining('  --mode gre: there is no mode of flannel of this name'),
      ]);
  });

  test('shows an empty value in quotes, and a long one in part', async () => {
    expect((await problems('plan', '--cni', ''))[0]).toContain('--cni "": ');
    expect((await problems('plan', '--cni', 'x'.repeat(500)))[0]).toMatch(/--cni x{79}…: /);
  });

  test('names the field and its place in the file where it is in one, and says what is a default', async () => {
    const file = specFile('workers: 300\npodPrefix: 24\npodsPerNode: 2.5');
    const [form, ...fit] = await problems('plan', '--spec', file);
    expect(form).toContain(`  podsPerNode = 2.5 in ${file}:3:1: `);
    const [pods, nodes, ...more] = await problems('plan', '--spec', file, '--pods-per-node', '1');
    expect([fit, more]).toEqual([[pods, nodes], []]);
    expect(pods).toContain('  podCidr = "10.244.0.0/16" (the default): 301 nodes');
    expect(nodes).toContain('  zones[0].nodeCidr = "192.168.1.0/24" (the default): 301 nodes');
  });

  test('is reported with the others, be they of form, of the plan or of the CNI', async () => {
    const flags = ['--pods-per-node', '300', '--pod-cidr', '10.96.0.0/16', '--mode', 'nosuch'];
    expect(await problems('plan', ...flags)).toEqual([
      expect.stringContaining('  --pods-per-node 300: it must be at most 250'),
      expect.stringContaining('  --mode nosuch: there is no mode of flannel of this name'),
      expect.stringContaining('  --pod-cidr 10.96.0.0/16: it overlaps serviceCidr'),
    ]);
  });

  test('of a flag is reported with those of the CNI, of the plan and of the target', async () => {
    expect(await problems('plan', '--mode', 'nosuch', '--nodes', '0')).toEqual([
      expect.stringContaining('  --nodes 0: it must be a whole number from 1'),
      expect.stringContaining('  --mode nosuch: there is no mode of flannel of this name'),
    ]);
    const routes = ['--mode', 'host-gw', '--zones', '2', '--pod-cidr', '192.168.0.0/16'];
    expect(await problems('plan', ...routes)).toEqual([
      expect.stringContaining('  --pod-cidr 192.168.0.0/16: it overlaps zones[0].nodeCidr'),
      expect.stringContaining('  --zones 2: flannel host-gw routes straight to the other nodes'),
    ]);
    const aws = ['--target', 'aws', '--pods-per-node', 'x', '--ip-family', 'dual', '--cni', 'none'];
    expect(await problems('plan', ...aws)).toEqual([
      expect.stringContaining('  --pods-per-node x: it must be a number'),
      expect.stringContaining('  --ip-family dual: a VPC'),
      expect.stringContaining('  --cni none: it exists in the lab only'),
    ]);
    expect(await problems('lab', '--all', '--mode', 'nosuch', '--nodes', '0')).toEqual([
      expect.stringContaining('  --mode nosuch: there is none to compare'),
      expect.stringContaining('  --nodes 0: it must be a whole number from 1'),
    ]);
  });

  test('that rests on a count which is malformed is not reported for the default', async () => {
    const flags = ['--nodes', '0', '--spec', specFile('podCidr: 10.9.0.0/24\npodPrefix: 24')];
    expect(await problems('plan', ...flags)).toEqual([expect.stringContaining('  --nodes 0: ')]);
  });

  test('has one line for twenty zones, with how many there are', async () => {
    expect(await problems('plan', '--zones', '20', '--pod-cidr', '192.168.0.0/16')).toEqual([
      '  --pod-cidr 192.168.0.0/16: it overlaps zones[0].nodeCidr (192.168.1.0/24), zones[1].nodeCidr (192.168.2.0/24), zones[2].nodeCidr (192.168.3.0/24) and 17 more. The next free range of that size is 10.0.0.0/16.',
    ]);
    const [, zones, ...more] = await problems('plan', '--zones', '20', '--nodes', '5000');
    expect(zones).toMatch(
      /^ {2}--zones 20 \(zones\[0\].* and 17 more\): 250 nodes from position 10 on need more/,
    );
    expect(more).toEqual([]);
  });

  test('is not reported for a default that stands in for what is malformed', async () => {
    for (const flags of [
      ['--service-cidr', '10.96.0.0/x', '--pod-cidr', '10.96.0.0/16'],
      ['--pod-cidr', 'nonsense', '--service-cidr', '10.244.0.0/16'],
    ])
      expect(await problems('plan', ...flags)).toHaveLength(1);
  });

  test('names what a flag stands for where the problem is inside', async () => {
    expect(await problems('plan', '--zones', '1', '--nodes', '255')).toEqual([
      expect.stringContaining('  --zones 1 (zones[0].nodeCidr = "192.168.1.0/24"): 255 nodes'),
    ]);
  });

  test.each([
    ['a list', `a: ${'['.repeat(5000)}${']'.repeat(5000)}`],
    ['fields', Array.from({ length: 1200 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
  ])('is that %s goes too deep', async (_, text) => {
    const [line] = await problems('plan', '--spec', specFile(text));
    expect(line).toContain('lists or fields are nested too deeply. A spec has no more than three levels.');
  });
});
