import { FactsError, readFacts } from '../../../lib/provision/machines/check/facts';
import { judge } from '../../../lib/provision/machines/check/judge';

const card = (name: string, mtu: number, local: string) => ({ ifname: name, mtu, addr_info: [{ local }] });
const lines = {
  system: 'ubuntu\t24.04',
  'machine-id': 'a'.repeat(32),
  containerd: '2.2.1-0ubuntu1~24.04.3',
  architecture: 'x86_64',
  clock: '1000',
  cpus: '2',
  memory: '2097152',
  disk: '20971520',
  swap: '0',
  cgroup: '2',
  module: 'overlay\tyes',
  listeners: 'read',
  listener: 'tcp\t22',
  addresses: JSON.stringify([card('lo', 65536, '127.0.0.1'), card('eth0', 1500, '10.0.0.10')]),
  routes: JSON.stringify([{ dst: 'default', dev: 'eth0' }]),
  peer: '10.0.0.11\tyes',
};
const answer = (change: Partial<Record<keyof typeof lines, string>> = {}) =>
  `${Object.entries({ ...lines, ...change })
    .map((line) => line.join('\t'))
    .join('\n')}\nend\n`;
const planned = { role: 'control-plane', addresses: ['10.0.0.10'], mtu: 1500, tunnelPort: 8472 } as const;
const troubles = (change: Parameters<typeof answer>[0], plan: object = {}) =>
  judge(readFacts(answer(change)), { ...planned, ...plan }, { from: 999, to: 1001 });

test('a machine with all that is needed has no trouble', () => expect(troubles({})).toEqual([]));

test.each([
  [{ system: 'ubuntu\t22.04' }, { code: 'system', id: 'ubuntu', version: '22.04' }],
  [{ 'machine-id': 'none' }, { code: 'machine-id', said: 'none' }],
  [{ containerd: '1.7.24~ds1-6+b4' }, { code: 'containerd', version: '1.7.24~ds1-6+b4' }],
  [{ containerd: 'unread' }, { code: 'containerd-unread' }],
  [{ architecture: 'riscv64' }, { code: 'architecture', architecture: 'riscv64' }],
  [{ clock: '1100' }, { code: 'clock', aheadS: 99 }],
  [{ clock: '900' }, { code: 'clock', aheadS: -99 }],
  [{ cpus: '1' }, { code: 'cpus', cpus: 1 }],
  [{ memory: '1048576' }, { code: 'memory', memoryMiB: 1024 }],
  [{ disk: '1048576' }, { code: 'disk', freeGiB: 1 }],
  [{ swap: '1' }, { code: 'swap', swaps: 1 }],
  [{ cgroup: '1' }, { code: 'cgroup', version: 1 }],
  [{ module: 'overlay\tno' }, { code: 'module', module: 'overlay' }],
  [{ listener: 'tcp\t2379' }, { code: 'port', protocol: 'tcp', port: 2379 }],
  [{ listener: 'udp\t8472' }, { code: 'port', protocol: 'udp', port: 8472 }],
  [{ listeners: 'unread' }, { code: 'ports-unread' }],
  [{ peer: '10.0.0.11\tno' }, { code: 'peer', address: '10.0.0.11' }],
  [{ peer: '10.0.0.11\tunasked' }, { code: 'peers-unasked' }],
  [{ routes: '[]' }, { code: 'no-default-route' }],
])('%j is its trouble alone', (change, trouble) => expect(troubles(change)).toEqual([trouble]));

test('a worker needs neither the ports nor the size of a control plane', () =>
  expect(troubles({ listener: 'tcp\t6443', cpus: '1', memory: '1048576' }, { role: 'worker' })).toEqual([]));

test.each([
  { cpus: 'two' },
  { cgroup: '3' },
  { addresses: 'Object "addr" is unknown' },
  { listener: 'tcp\tssh' },
])('an answer with %j is refused', (change) => expect(() => readFacts(answer(change))).toThrow(FactsError));

test('an answer whose end is missing is refused', () =>
  expect(() => readFacts(answer().replace('end\n', ''))).toThrow(FactsError));
