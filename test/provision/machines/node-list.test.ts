import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { valuesOf } from '../../../lib/net';
import { SpecError } from '../../../lib/plan';
import { planFor } from '../../../lib/run';
import { machinesIn } from '../../../lib/run/machines/machines-spec';

const folder = mkdtempSync(join(tmpdir(), 'testbed-nodes-'));
afterAll(() => rmSync(folder, { recursive: true }));

const zones = [
  { name: 'rack', nodeCidr: '10.0.0.0/24' },
  { name: 'shed', nodeCidr: '192.168.3.0/24' },
];
const host = (name: string, ssh: string, more: object = {}) => ({ name, ssh: { host: ssh }, ...more });
const fileOf = (hosts: readonly object[], rest: object = {}) => {
  const file = join(folder, 'machines.json');
  writeFileSync(file, JSON.stringify({ zones, ...rest, machines: { hosts } }));
  return file;
};
const nodesOf = (hosts: readonly object[], rest: object = {}) =>
  machinesIn(fileOf(hosts, rest)).plan.nodes.map(({ name, role, zone, address }) =>
    [name, role, zone, ...valuesOf(address)].join(' '),
  );

function problemsOf(read: () => unknown): string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return error.problems.map(({ code, field }) => `${code} ${field}`);
  }
}

test('machines are the nodes that their list says, with its names, and addresses anywhere in the zones', () =>
  expect(
    nodesOf([
      host('rack-a-7', 'alpha', { role: 'control-plane', nodeAddress: '10.0.0.5' }),
      host('rack-b-1', '10.0.0.17', { role: 'worker' }),
      host('worker-1', '172.30.9.9', { nodeAddress: '192.168.3.44', zone: 'shed' }),
    ]),
  ).toEqual([
    'rack-a-7 control-plane rack 10.0.0.5',
    'rack-b-1 worker rack 10.0.0.17',
    'worker-1 worker shed 192.168.3.44',
  ]));

test('a list that says nothing of nodes has the addresses that ssh goes to, where all are their own', () => {
  const two = [host('control-plane-1', '10.0.0.5'), host('worker-1', '192.168.3.44')];
  expect(nodesOf(two)).toEqual([
    'control-plane-1 control-plane rack 10.0.0.5',
    'worker-1 worker shed 192.168.3.44',
  ]);
  const behindOne = [
    { name: 'control-plane-1', ssh: { host: '10.0.0.5', port: 2201 } },
    { name: 'worker-1', ssh: { host: '10.0.0.5', port: 2202 } },
  ];
  const computed = ['control-plane-1 control-plane rack 10.0.0.10', 'worker-1 worker shed 192.168.3.10'];
  expect(nodesOf(behindOne, { workers: 1 })).toEqual(computed);
  expect(nodesOf([two[0]!, host('worker-1', 'alias')], { workers: 1 })).toEqual(computed);
});

test("a list of the spec's own says the nodes, and the machines have its names", () => {
  const nodes = [
    { name: 'head', role: 'control-plane', address: '10.0.0.5' },
    { name: 'hand', role: 'worker', address: '10.0.0.6', mtu: 1400 },
  ];
  const hosts = [host('hand', '10.0.0.99'), host('head', 'b')];
  expect(nodesOf(hosts, { nodes })).toEqual([
    'head control-plane rack 10.0.0.5',
    'hand worker rack 10.0.0.6',
  ]);
  expect(problemsOf(() => nodesOf([host('hand', 'a')], { nodes }))).toEqual([
    'machines/no-machine machines.hosts',
  ]);
});

test('a plan for any target has the nodes that machines are', () => {
  const hosts = [
    host('a', 'alpha', { role: 'control-plane', nodeAddress: '10.0.0.5' }),
    host('b', 'beta', { role: 'worker', nodeAddress: '10.0.0.77' }),
  ];
  const { plan } = planFor({ input: { zones, machines: { hosts } } });
  expect(plan.nodes.map(({ name, address }) => [name, `${address.ipv4}`])).toEqual([
    ['a', '10.0.0.5'],
    ['b', '10.0.0.77'],
  ]);
});

test('what is wrong with a list is said in its own fields, with what else is wrong', () =>
  expect(
    problemsOf(() =>
      nodesOf(
        [
          host('control-plane-1', 'a', { nodeAddress: '10.0.0.5' }),
          host('worker-1', 'b', { nodeAddress: '10.0.0.5' }),
          host('worker-2', 'c', { nodeAddress: '10.7.0.5', role: 'worker' }),
          host('rack', 'd', { zone: 'cellar' }),
          host('worker-3', 'e', { nodeAddress: '10.0.0.9' }),
        ],
        { podCidr: '10.96.0.0/16', nodes: [{ name: 'worker-3', mtu: 1400, address: '10.0.0.8' }] },
      ),
    ),
  ).toEqual([
    'nodes/contradiction machines.hosts[4].nodeAddress',
    'overlap podCidr',
    'nodes/no-role machines.hosts[3].role',
    'nodes/unknown-zone machines.hosts[3].zone',
    'nodes/address-twice machines.hosts[1].nodeAddress',
    'nodes/outside-zone machines.hosts[2].nodeAddress',
    'nodes/no-address machines.hosts[3].nodeAddress',
  ]));

test('a malformed list keeps nobody from hearing what is wrong elsewhere, and nothing rests on its nodes', () => {
  const small = [{ name: 'rack', nodeCidr: '10.0.0.0/29' }];
  const hosts = [host('control-plane-1', 'a', { nodeAddress: '10.0.0' })];
  expect(problemsOf(() => nodesOf(hosts, { zones: small, podCidr: '10.96.0.0/16' }))).toEqual([
    'not-an-address machines.hosts[0].nodeAddress',
    'overlap podCidr',
  ]);
});
