import type { Reason } from '../../lib/check';
import type { Drop } from '../../lib/datapath';
import type { Cause, CauseOf } from '../../lib/diagnosis/causes/cause';
import { causeText } from '../../lib/diagnosis/causes/cause-text';
import type { Example } from '../../lib/diagnosis/causes/example';
import { suspectText } from '../../lib/diagnosis/narrow/suspect-text';
import type { Place } from '../../lib/diagnosis/scope/place';
import type { Scope } from '../../lib/diagnosis/scope/scope';
import { placeText } from '../../lib/diagnosis/scope/scope-text';
import { suspects as suspectCodes } from '../../lib/diagnosis/suspect';
import { expectWords } from '../support/words';

type Code = Cause['code'];
type Details<C extends Code> = Omit<CauseOf<C>, 'code'>;

const [host, where, node, link, range] = [
  'worker-1',
  'pod:worker-1/0',
  'worker-2',
  'flannel.1',
  '10.244.2.0/24',
];
const [address, mac, rule, pairs, checks] = ['10.244.1.2', '02:00:00:00:00:01', 'deny all', 8, 2];
const drop: Drop = { code: 'no-route', host, destination: '10.244.2.2' };
const hole: Reason = { code: 'black-hole', from: 1401, to: 1450 };
const seen: Example = { from: 'pod:worker-1/0', to: 'pod:worker-2/0', why: hole };
const place: Place = { code: 'node', node, side: 'to' };
const scope: Scope = {
  place,
  traffic: [
    { kind: 'pod-to-pod', reach: 'cross', fails: 'all' },
    { kind: 'node-to-node', reach: 'cross', fails: 'none' },
  ],
};
const suspects = ['loss', 'mac'] as const;
const seenAt = { host: 'worker-1', link: 'ens5' };
const mend = [{ where: host, command: ['ip', 'route', 'replace', range, 'via', '10.244.2.0'] }];
const route = `${range} via 10.244.2.0 dev flannel.1 onlink`;
const detour = {
  route: '192.168.56.12/32 via 10.0.2.2 dev eth0',
  link: 'eth0',
  card: 'eth1',
  mend: [{ where: host, command: ['ip', 'route', 'del', '192.168.56.12/32'] }],
} as const;
const chain = 'ip cni_testbed postrouting';
const entry = { kind: 'route', part: 'route', where: [host] } as const;
const kindOfRule = { kind: 'netfilter', part: 'firewall' } as const;
const sysctl = { kind: 'sysctl', part: 'forwarding' } as const;
const setting = { kind: 'setting', part: 'mtu' } as const;
const service = { checks: 12, of: 24, example: seen, nodes: [], suspects, mayFollow: false };
const filtered = { where: host, rule, hook: 'forward' } as const;

/** Every code, each in all ways in which its details change its sentences. */
const causes: { readonly [C in Code]: readonly Details<C>[] } = {
  'entry-missing': [
    { ...entry, entries: [{ key: range, computed: route }], mend },
    { ...entry, entries: [{ key: range, computed: route }] },
    { ...entry, where: [host, node], entries: [{ key: range, computed: route }], mend },
    {
      ...entry,
      entries: [
        { key: range, computed: route },
        { key: '10.244.3.0/24', computed: '10.244.3.0/24 dev cni0' },
      ],
    },
    { ...entry, ...kindOfRule, entries: [{ key: chain, computed: '-d 10.244.0.0/16 -j RETURN' }] },
  ],
  'entry-extra': [
    { ...entry, entries: [{ key: range, real: route }], mend },
    { ...entry, where: [host, node], entries: [{ key: range, real: route }] },
    { ...entry, ...kindOfRule, entries: [{ key: chain, real: 'drop' }] },
    {
      ...entry,
      ...kindOfRule,
      entries: [
        { key: chain, real: 'drop' },
        { key: chain, real: 'udp dport 8472 drop' },
      ],
    },
  ],
  'entry-other': [
    { ...entry, entries: [{ key: range, computed: route, real: `${range} dev cni0` }], mend },
    { ...entry, ...kindOfRule, entries: [{ key: chain, computed: 'accept', real: 'drop' }] },
    { ...entry, ...sysctl, entries: [{ key: 'ipv4/ip_forward', computed: '1', real: '0' }] },
    { ...entry, ...setting, entries: [{ key: 'cni0 mtu', computed: '1450', real: '1300' }] },
    { ...entry, ...setting, entries: [{ key: 'cni0 up', computed: 'true', real: 'false' }] },
    { ...entry, ...setting, entries: [{ key: 'cni0 up', computed: 'false', real: 'true' }] },
    { ...entry, ...setting, entries: [{ key: 'eth0 arp', computed: 'true', real: 'false' }] },
    { ...entry, ...setting, entries: [{ key: 'veth1 hairpin', computed: 'false', real: 'true' }] },
    {
      ...entry,
      ...setting,
      entries: [
        { key: 'cni0 mtu', computed: '1450', real: '1300' },
        { key: 'cni0 mac', computed: mac, real: '02:00:00:00:00:02' },
      ],
    },
  ],
  'lost-on-the-way': [
    {
      after: seenAt,
      before: { host: 'switch.a', link: 'port-2' },
      from: where,
      to: 'pod:worker-2/0',
      part: 'fabric',
    },
    { after: seenAt, from: where, to: 'pod:worker-2/0', part: 'firewall' },
    { after: seenAt, from: where, to: 'pod:worker-2/0', part: 'fabric', unread: ['switch.a'] },
  ],
  'node-down': [{ node }],
  'link-down': [
    { host, link },
    { host, link, peer: { host: 'router', link: 'zone-a' } },
  ],
  'duplicate-address': [
    {
      addresses: [{ address, endpoints: [where, 'pod:worker-2/1'] }],
      more: 0,
      kind: 'pod',
      sharedRange: true,
    },
    {
      addresses: [{ address, endpoints: [where, 'pod:worker-2/1'] }],
      more: 1,
      kind: 'pod',
      sharedRange: false,
    },
    {
      addresses: [{ address, endpoints: [where, 'pod:worker-2/1'] }],
      more: 2,
      kind: 'pod',
      sharedRange: false,
    },
    { addresses: [{ address, endpoints: ['node:a', 'node:b'] }], more: 2, kind: 'node', sharedRange: false },
  ],
  'address-outside-range': [
    { endpoints: [where], address: '10.9.9.9', within: range },
    { endpoints: ['a', 'b', 'c', 'd'], address: '10.9.9.9', within: range },
  ],
  'source-destination-check': [{ where: host, rule }],
  'tunnel-port-blocked': [
    { where: host, rule, protocol: 'udp', port: 8472 },
    { where: host, rule, protocol: 'ipip' },
  ],
  'one-way-block': [{ where: host, rule, sources: [range] }],
  'policy-drop': [
    { where: host, rule, destinations: [range] },
    { where: host, rule, destinations: [range], protocol: 'tcp' },
  ],
  'forward-drop': [filtered],
  filtered: [{ ...filtered, hook: 'input' }],
  'forwarding-off': [{ node }],
  'gateway-missing': [{ node }, { node, mend }],
  'route-missing': [
    { where, pod: true, range, node, byDefault: false },
    { where, pod: true, range, node, byDefault: false, mend },
    { where: host, pod: false, range, node, byDefault: false, mend },
    { where: host, pod: false, range, node, byDefault: false },
    { where: host, pod: false, range, node, byDefault: true },
  ],
  'no-pod-routes': [
    { nodes: [host, node], shares: [{ range, node }], more: 0, byDefault: true, mend },
    { nodes: [host], shares: [{ range, node }], more: 2, byDefault: false },
  ],
  'bgp-session-down': [{ host, peer: node, range }],
  'blackhole-route': [
    { where: host, node, drop: { code: 'blackhole', host, range } },
    { where: host, node, drop: { code: 'blackhole', host, range }, mend },
  ],
  'route-wrong-node': [{ round: [host, 'control-plane-1'], range, node, destination: '10.244.2.2' }],
  'forwarding-entry-wrong': [{ host, link, mac, where: node }],
  'neighbour-stale': [{ host, link, address, mac }],
  'forwarding-entry-missing': [
    { where: host, node, drop },
    { where: host, node, drop, device: link },
  ],
  'overlapping-range': [{ where: host, link, own: '10.244.0.0/16', node, range }],
  'neighbour-missing': [
    { where: host, drop, tunnel: true, address, link },
    { where: host, drop, tunnel: false, address, link },
  ],
  'proxy-arp-off': [{ node, where, gateway: '169.254.1.1' }],
  'tunnel-mismatch': [
    { where: host, host, drop, sender: node, others: [] },
    { where: host, host, drop, others: [node, 'control-plane-1'] },
  ],
  'reverse-path-filter': [{ where: host, drop }],
  'asymmetric-route': [
    { where: host, towards: [node], ...detour, strict: true, otherSource: false },
    { where: host, towards: [node, 'worker-3'], ...detour, strict: false, otherSource: true },
  ],
  'source-translated': [{ seen }, { seen: { where: host, rule, source: address, refusedBy: node } }],
  'node-source-translated': [{ seen }],
  'egress-not-masqueraded': [
    { seen, nodes: [] },
    { seen: { from: where, to: 'node:outside', source: address }, nodes: [host] },
  ],
  'egress-cut-off': [
    { checks, nodes: [], inside: true, example: seen, suspects },
    { checks, nodes: [host], inside: false, example: seen, suspects },
    {
      checks,
      nodes: [host],
      pod: where,
      family: 'ipv6',
      protocol: 'udp',
      inside: false,
      example: seen,
      suspects,
    },
  ],
  'egress-source-other': [{ seen, nodes: [], suspects }],
  'egress-answered-by-other': [
    { seen, nodes: [], suspects },
    { seen, nodes: [host], suspects },
  ],
  'packet-loss': [
    { nodePairs: 1, place: { code: 'everywhere' }, suspects },
    { nodePairs: 3, again: { tries: 5, passed: 4 }, place, suspects },
  ],
  'mtu-black-hole': [
    { pairs, seen, suspects: ['mtu'] },
    { pairs, seen, drop, suspects: ['mtu'] },
    { pairs, seen, place, passes: 1300, suspects: ['mtu', 'firewall'] },
    { pairs, seen, place, passes: 1300, family: 'ipv6', suspects: ['firewall', 'route'] },
  ],
  'card-mtu': [
    { node, mtu: 1400, others: 1500, pairs },
    { node, link: 'eth0', mtu: 1400, others: 1500, pairs },
  ],
  'underlay-mtu': [{ mtu: 1400, planned: 1500, pairs }],
  'frag-needed-suppressed': [{ pairs, seen, drop, host, rule }],
  'mtu-too-high': [
    { pairs, seen, fits: 1450 },
    { pairs, seen, drop, fits: 1450 },
  ],
  'mtu-wasteful': [
    { pairs, seen, fits: 1450 },
    { pairs, seen, fits: 1450, place },
    { pairs, seen, fits: 1500, bare: true },
  ],
  'bridge-netfilter-off': [{ node: host }],
  'hairpin-off': [{ host, link: 'veth0' }],
  'outside-mtu': [{ pairs: 6, seen, passes: 1400, inside: 1500 }],
  'tunnel-ends-equal': [
    { address: '10.0.2.15', nodes: ['a', 'b'] },
    { address: '10.0.2.15', nodes: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] },
  ],
  'ports-isolated': [
    { host: 'switch.a', nodes: ['worker-1', 'worker-2'] },
    { host: 'switch.a', nodes: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] },
  ],
  'service-without-endpoints': [{ where: host, rule }],
  'node-port-blocked': [{ where: host, rule }],
  'control-port-blocked': [
    { where: host, rule, of: 'kubelet' },
    { where: host, rule, of: 'api-server' },
  ],
  'as-predicted': [
    { why: { code: 'dropped', drop }, from: where, to: 'pod:worker-2/0' },
    { why: { code: 'unknown', text: 'as an older version said' }, from: where, to: 'pod:worker-2/0' },
  ],
  'address-missing': [
    { endpoint: where, planned: address, has: [], suspects: ['link', 'address'] },
    { endpoint: where, planned: address, has: ['10.9.9.9'], suspects: ['link', 'address'] },
  ],
  healed: [{ checks, place, suspects }],
  'not-reported': [{ checks }],
  'shares-equal': [{ share: range, nodes: [host, node] }],
  'shares-missing': [{ nodes: [host] }],
  'announced-equal': [
    { what: 'address', value: '10.0.2.15', nodes: [host, node] },
    { what: 'mac', value: mac, nodes: [host, node] },
  ],
  'announced-other': [{ node, announced: '172.21.0.1', address: '192.168.1.11' }],
  narrowed: [
    { checks, scope, suspects, example: seen, lab: true },
    { checks, scope: { ...scope, family: 'ipv6' }, suspects, example: seen, lab: false },
    { checks, scope: { ...scope, protocol: 'udp' }, suspects, example: seen, lab: false },
    { checks, scope, suspects, example: seen, lab: false, tunnel: { protocol: 'udp', port: 8472 } },
    { checks, scope, suspects, example: seen, lab: false, tunnel: { protocol: 'ipip' } },
    {
      checks,
      scope,
      suspects,
      example: seen,
      lab: false,
      agents: { daemonSet: 'calico-node', wanted: 3, ready: 2 },
    },
  ],
  'node-share': [service],
  'dns-slow': [
    { checks, medianMs: 1503, packetsMs: 0.7 },
    { checks, medianMs: 1500 },
  ],
  'dns-losing': [
    { checks, asked: 312, lost: 10, suspects: ['dns', 'firewall', 'loss'] },
    { checks, asked: 312, lost: 10, rules: [{ where, rule }], suspects: ['firewall'] },
    {
      checks,
      asked: 312,
      lost: 10,
      rules: [
        { where, rule },
        { where: host, rule },
      ],
      suspects: ['firewall'],
    },
  ],
  'cluster-dns': [service, { ...service, mayFollow: true }],
  'service-hairpin': [service],
  'service-own-node': [service],
  'service-from-nodes': [service],
  'node-port-elsewhere': [service],
  'service-balancing': [service],
  'api-server-by-service': [service],
  'api-server-unreached': [service],
  'kubelet-unreached': [service],
  'policy-not-enforced': [service],
  'policy-too-strict': [service],
  'policy-own-node': [service],
  'policy-admin-tier': [service],
  'policy-baseline-tier': [service],
  'service-range-missing': [service],
  'service-range-overlaps': [service],
  'policy-other-node': [{ ...service, family: 'ipv6' }],
  'metadata-open': [service],
};

const all = Object.entries(causes).flatMap(([code, ways]) =>
  ways.map((details) => ({ code, ...details }) as Cause),
);
const causeOf = (cause: Cause) => causeText(cause).cause;
const remedyOf = (cause: Cause) => causeText(cause).remedy;

describe('causes in words', () => {
  test('all have a cause and a remedy', () => {
    expectWords(all, causeOf);
    expectWords(all, remedyOf);
  });

  test('differ by them, also by their details', () => {
    expect(new Set(all.map((cause) => JSON.stringify(causeText(cause)))).size).toBe(all.length);
  });

  test('name the entry as the machine has it, and as it was computed', () => {
    const mtu = { key: 'cni0 mtu', computed: '1450', real: '1300' };
    expect(causeOf({ code: 'entry-missing', ...entry, entries: [{ key: range, computed: route }] })).toBe(
      'worker-1 lacks the route 10.244.2.0/24 via 10.244.2.0 dev flannel.1 onlink',
    );
    expect(causeOf({ code: 'entry-other', ...entry, ...setting, entries: [mtu] })).toBe(
      'worker-1: cni0 has mtu 1300, not 1450',
    );
  });

  test('name the pair that the sizes were found between', () =>
    expect(causeOf({ code: 'mtu-black-hole', pairs, seen, suspects: ['mtu'] })).toBe(
      'Small packets pass and large ones vanish (8 pairs and directions): pod:worker-1/0 → pod:worker-2/0: black hole: packets of 1401 to 1450 bytes leave the sender and never arrive',
    ));

  test('say of an address that is there twice who has it, and why packets never leave their node', () => {
    const addresses = [{ address, endpoints: [where, 'pod:worker-2/1'] }];
    const words = causeOf({ code: 'duplicate-address', addresses, more: 0, kind: 'pod', sharedRange: true });
    expect(words).toContain('10.244.1.2 is on pod:worker-1/0 and pod:worker-2/1');
    expect(words).toContain('never leaves its node');
  });

  test('speak of one check in the singular', () => {
    const narrowed = { code: 'narrowed', scope, suspects, example: seen, lab: true } as const;
    expect(causeOf({ ...narrowed, checks: 1 })).toMatch(/^1 exchange fails;/);
    expect(causeOf({ ...narrowed, checks })).toMatch(/^2 exchanges fail;/);
  });

  test('of what may follow from something else name that first', () =>
    expect(remedyOf({ code: 'cluster-dns', ...service, mayFollow: true })).toMatch(
      /^Mend first what fails between nodes and pods/,
    ));

  test('say how often what failed passes when it is tried again', () =>
    expect(
      causeOf({ code: 'packet-loss', nodePairs: 1, again: { tries: 5, passed: 4 }, place, suspects }),
    ).toContain('what failed passes 4 times of 5 when it is tried again'));

  test.each(suspectCodes)('have words for %s, and a command that shows whether it is the one', (suspect) => {
    const cause = { code: 'narrowed', checks, scope, suspects, example: seen, lab: true } as const;
    const { what, look } = suspectText(suspect, { cause });
    expect(what).toMatch(/^[a-z].*[^.]$/);
    expect(look).toMatch(/[a-z]+ /);
  });

  test.each<[Place | undefined, string]>([
    [undefined, ''],
    [
      { code: 'exchange', from: where, to: 'pod:worker-2/0' },
      '; all of them are between pod:worker-1/0 and pod:worker-2/0',
    ],
    [{ code: 'endpoint', id: where, side: 'to' }, '; all of them go to pod:worker-1/0'],
    [{ code: 'node', node: host, side: 'from' }, '; all of them start at worker-1'],
    [{ code: 'node', node, side: 'both' }, '; all of them have worker-2 at one end'],
    [{ code: 'between', nodes: [host, node] }, '; all of them are between worker-1 and worker-2'],
    [{ code: 'nodes', nodes: [host, node] }, '; all of them have worker-1 or worker-2 at one end'],
    [{ code: 'zones' }, '; all of them go from one zone to another, while what stays in its zone passes'],
    [{ code: 'crossing' }, '; all of them go between nodes, while what stays on its node passes'],
    [{ code: 'everywhere' }, ''],
  ])('end with the place %j', (one, words) => expect(placeText(one)).toBe(words));
});
