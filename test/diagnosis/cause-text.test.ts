import type { Reason } from '../../lib/check';
import type { Drop } from '../../lib/datapath';
import type { Cause, CauseOf, Example, Place } from '../../lib/diagnosis/cause';
import { causeText } from '../../lib/diagnosis/cause-text';
import { placeText } from '../../lib/diagnosis/place-text';
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
const place: Place = { code: 'to', node };
const service = { checks: 12, of: 24, example: seen, mayFollow: false };
const filtered = { where: host, rule, hook: 'forward' } as const;

/** Every code, each in all ways in which its details change its sentences. */
const causes: { readonly [C in Code]: readonly Details<C>[] } = {
  'node-down': [{ node }],
  'link-down': [
    { host, link },
    { host, link, peer: { host: 'router', link: 'zone-a' } },
  ],
  'duplicate-address': [
    { addresses: [{ address, endpoints: [where, 'pod:worker-2/1'] }], more: 0, sharedRange: true },
    { addresses: [{ address, endpoints: [where, 'pod:worker-2/1'] }], more: 1, sharedRange: false },
    { addresses: [{ address, endpoints: [where, 'pod:worker-2/1'] }], more: 2, sharedRange: false },
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
  'gateway-missing': [{ node }],
  'route-missing': [
    { where, pod: true, range, node, byDefault: false },
    { where: host, pod: false, range, node, byDefault: false },
    { where: host, pod: false, range, node, byDefault: true },
  ],
  'bgp-session-down': [{ host, peer: node, range }],
  'blackhole-route': [{ where: host, node, drop: { code: 'blackhole', host, range } }],
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
  'source-translated': [{ seen }, { seen: { where: host, rule, source: address, refusedBy: node } }],
  'node-source-translated': [{ seen }],
  'egress-not-masqueraded': [{ seen }, { seen: { from: where, to: 'node:outside' } }],
  'packet-loss': [{ nodePairs: 1 }, { nodePairs: 3, again: { tries: 5, passed: 4 }, place }],
  'mtu-black-hole': [
    { pairs, seen },
    { pairs, seen, drop },
  ],
  'frag-needed-suppressed': [{ pairs, seen, drop, host, rule }],
  'mtu-too-high': [
    { pairs, seen, fits: 1450 },
    { pairs, seen, drop, fits: 1450 },
  ],
  'mtu-wasteful': [
    { pairs, seen, fits: 1450 },
    { pairs, seen, fits: 1450, place },
  ],
  'as-predicted': [
    { why: { code: 'dropped', drop }, from: where, to: 'pod:worker-2/0' },
    { why: { code: 'unknown', text: 'as an older version said' }, from: where, to: 'pod:worker-2/0' },
  ],
  'state-differs': [{ checks: 1 }, { checks, place }],
  unreachable: [{ checks }, { checks: 1, place, why: hole }],
  'node-share': [service],
  'cluster-dns': [service, { ...service, mayFollow: true }],
  'service-hairpin': [service],
  'service-balancing': [service],
  'policy-not-enforced': [service],
  'policy-too-strict': [service],
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

  test('name the pair that the sizes were found between', () =>
    expect(causeOf({ code: 'mtu-black-hole', pairs, seen })).toBe(
      'Small packets pass and large ones vanish (8 pairs and directions): pod:worker-1/0 → pod:worker-2/0: black hole: packets of 1401 to 1450 bytes leave the sender and never arrive',
    ));

  test('say of an address that is there twice who has it, and why packets never leave their node', () => {
    const addresses = [{ address, endpoints: [where, 'pod:worker-2/1'] }];
    const words = causeOf({ code: 'duplicate-address', addresses, more: 0, sharedRange: true });
    expect(words).toContain('10.244.1.2 is on pod:worker-1/0 and pod:worker-2/1');
    expect(words).toContain('never leaves its node');
  });

  test('speak of one check in the singular', () => {
    expect(causeOf({ code: 'state-differs', checks: 1 })).toMatch(/^1 check fails that/);
    expect(causeOf({ code: 'state-differs', checks })).toMatch(/^2 checks fail that/);
  });

  test('of what may follow from something else name that first', () =>
    expect(remedyOf({ code: 'cluster-dns', ...service, mayFollow: true })).toMatch(
      /^Mend first what fails between nodes and pods/,
    ));

  test('say how often what failed passes when it is tried again', () =>
    expect(causeOf({ code: 'packet-loss', nodePairs: 1, again: { tries: 5, passed: 4 } })).toContain(
      'what failed passes 4 times of 5 when it is tried again',
    ));

  test.each<[Place | undefined, string]>([
    [undefined, ''],
    [{ code: 'from-to', from: host, to: node }, '; all of them go from worker-1 to worker-2'],
    [{ code: 'from', node: host }, '; all of them start at worker-1'],
    [{ code: 'to', node }, '; all of them go to worker-2'],
    [{ code: 'between', nodes: [host, node] }, '; all of them are between worker-1 and worker-2'],
    [{ code: 'at', node }, '; all of them have worker-2 at one end'],
    [
      { code: 'crossing' },
      '; all of them go between nodes, while what stays on its node passes: look at the tunnel or the routes between nodes',
    ],
  ])('end with the place %j', (one, words) => expect(placeText(one)).toBe(words));
});
