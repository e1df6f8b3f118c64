/** Runs on real clusters that were healthy, judged again. */
import type { CheckResult } from '../../lib/check';
import { Answers } from '../../lib/cluster/job-report';
import { seenAddresses } from '../../lib/cluster/seen-addresses';
import { Address, Cidr } from '../../lib/net';
import { styleFor, terminalReport } from '../../lib/report';
import { asPredicted } from '../../lib/results';
import { changed, judged, read, readAgain } from './real-observations';

const failing = (checks: readonly CheckResult[]) =>
  checks
    .filter(({ verdict }) => verdict === 'fail')
    .map(({ id, from, to, family, protocol }) => `${id} ${from} → ${to} ${family} ${protocol}`);

/** Answers that were really lost, or taken for none over UDP, and not asked for again. */
const lost: Readonly<Record<string, readonly string[]>> = {
  'calico-vxlan-dual': ['service/node-port node:testbed-worker → node:testbed-control-plane ipv4 udp'],
  'cilium-vxlan-dual': ['control-plane', 'worker', 'worker2'].map(
    (node) => `service/hairpin pod:testbed-${node}/1 → service:hairpin ipv6 udp`,
  ),
};

const clusters = [
  'cilium-vxlan',
  'cilium-vxlan-ebpf',
  'cilium-native',
  'cilium-vxlan-dual',
  'calico-vxlan',
  'calico-vxlan-nftables',
  'calico-vxlan-dual',
  'calico-bgp',
  'flannel-vxlan',
  'flannel-vxlan-dual',
];

describe.each(clusters)('a healthy cluster of %s', (name) => {
  const file = changed(read(name), readAgain);

  test('has no failure but of answers that were lost, and every packet between endpoints as predicted', () => {
    const { checks, summary } = judged(name, file);
    expect(failing(checks)).toEqual(lost[name] ?? []);
    expect(summary.mispredicted).toBe(0);
    const packets = checks.filter(({ id, predicted }) => id.includes('-to-') && !predicted.none);
    expect(packets.length).toBeGreaterThanOrEqual(75);
  });
});

describe.each([
  ['cilium-vxlan', 'testbed-worker'],
  ['cilium-native', 'testbed-worker'],
  ['cilium-vxlan-dual', 'testbed-worker2'],
  ['calico-vxlan-dual', 'testbed-worker2'],
])('of %s, where %s’s pods see a node by an address that its agent chose,', (name, target) => {
  const [from, to] = ['node:testbed-worker', `pod:${target}/0`];
  const file = changed(read(name), readAgain);
  /** The check of that exchange, where the receiver saw that source. */
  const seenAs = (source: string): CheckResult => {
    const seen = changed(file, (answer, asker) =>
      answer.asked === 'reach' && asker === from && answer.to === to && answer.family === 'ipv4'
        ? { ...answer, source }
        : answer,
    );
    return judged(name, seen).checks.find(
      (check) =>
        check.id.startsWith('node-to-pod/') &&
        check.from === from &&
        check.to === to &&
        check.family === 'ipv4' &&
        check.protocol === 'tcp',
    )!;
  };

  test.each(['10.244.1.77', '192.168.1.11'])(
    'another address of that node, %s, is no failure, and is not as predicted',
    (source) => {
      const { verdict, mispredicted, required } = seenAs(source);
      expect([verdict, mispredicted]).toEqual(['pass', true]);
      expect(required.sources).toEqual(['10.244.1.0/24', '192.168.1.11']);
    },
  );

  test.each(['10.244.2.5', '192.168.1.12', '203.0.113.9'])(
    '%s, which is no address of that node, is one',
    (source) => {
      const { verdict, why } = seenAs(source);
      expect(verdict).toBe('fail');
      expect(why).toEqual({
        code: 'source-not-allowed',
        source,
        allowed: ['10.244.1.0/24', '192.168.1.11'],
      });
    },
  );
});

test('what leaves the cluster is predicted to have its node’s address, and has it', () => {
  const run = judged('cilium-vxlan', read('cilium-vxlan'));
  const row = run.nat.find(({ flow }) => flow === 'egress')!;
  expect(row).toMatchObject({ predicted: ['node'], observed: ['node'] });
  expect(row.unpredicted).toBeUndefined();
  expect(asPredicted(row)).toBe(true);
  expect(terminalReport(run, styleFor(false))).not.toContain('predicted nobody');
  const ofNodes = run.nat.filter(
    ({ flow }) => flow === 'node-to-pod/same-node' || flow === 'node-to-pod/other-node',
  );
  expect(ofNodes.map(({ observed }) => observed)).toEqual([['node-router'], ['node-router']]);
});

test('a lost answer of a NodePort is no failure of a Job that asked again', () => {
  const name = 'calico-vxlan-dual';
  const again = { tries: 5, passed: 5 };
  const file = changed(read(name), (answer) =>
    answer.asked === 'service/node-port' && answer.reachable === false
      ? { ...answer, reachable: true, answeredBy: 'pod:testbed-worker/0', error: undefined, again }
      : answer,
  );
  const { checks, notes } = judged(name, file);
  expect(failing(checks)).toEqual([]);
  expect(notes).toContain(
    'Got no answer at first and passed each time when tried again: 1 (service/node-port)',
  );
});

interface RecordedNode {
  readonly cluster: string;
  readonly node: string;
  readonly podCIDRs: readonly string[];
  readonly agentSays: readonly string[];
  readonly interfaces: readonly { name: string; mtu: number; addresses: string[] }[];
}

test.each((read('agents') as RecordedNode[]).map((one) => [one.cluster, one.node, one] as const))(
  'in %s the devices of %s show the addresses that its agent says it chose, in the node’s share',
  (cluster, node, { podCIDRs, agentSays, interfaces }) => {
    const start = {
      report: 'start',
      schema: 'cni-testbed/probe/v1',
      from: `node:${node}`,
      node,
      interfaces,
    } as const;
    const end = { report: 'end', observations: 0, durationMs: 0, cpuMs: 0, maxRssBytes: 0 } as const;
    const seen = seenAddresses(new Answers([{ start, observations: [], end }]));
    const device = (family: 'ipv4' | 'ipv6') =>
      cluster.startsWith('cilium') ? 'cilium_host' : family === 'ipv4' ? 'vxlan.calico' : 'vxlan-v6.calico';
    expect(agentSays.length).toBeGreaterThan(0);
    for (const text of agentSays) {
      const said = Address.parse(text);
      expect(`${seen(node, device(said.family), said.family)}`).toBe(`${said}`);
      expect(podCIDRs.some((share) => Cidr.parse(share).contains(said))).toBe(true);
    }
  },
);
