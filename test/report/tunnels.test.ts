/** Tunnels are pairs of nodes, and drawn and told as such. */
import { cnis } from '../../lib/cni';
import type { Datapath } from '../../lib/datapath';
import { broken, faults } from '../../lib/faults';
import { compactTopology } from '../../lib/report/html/topology/compact';
import { detailedTopology } from '../../lib/report/html/topology/detailed';
import { drawingOf } from '../../lib/report/html/topology/model';
import { topologySection } from '../../lib/report/html/topology/topology-section';
import { tunnelText } from '../../lib/report/html/topology/tunnel-text';
import { type Tunnels, tunnelsOf } from '../../lib/report/html/topology/tunnels';
import type { Testbed } from '../../lib/testbed';
import { predictedResults, testbedOf } from '../testbeds';

const of = (testbed: Testbed) => tunnelsOf(predictedResults(testbed), testbed.datapath);
const faulty = (name: string, testbed = testbedOf()) =>
  broken(testbed, faults.find((fault) => fault.name === name)!, 1)!;

const twoZones = {
  workers: 3,
  zones: [
    { name: 'a', nodeCidr: '192.168.1.0/24' },
    { name: 'b', nodeCidr: '192.168.2.0/24' },
  ],
};

describe('the tunnels of a state', () => {
  const modes = cnis.flatMap((cni) => cni.modes.map((mode) => [cni.name, mode.name] as const));

  test.each(modes)('of %s %s are all pairs, those of two zones, or none', (cni, mode) => {
    const tunnels = of(testbedOf({ cni, mode }));
    expect(tunnels?.pairs.length ?? 0).toBe(tunnels ? 3 * 2 : 0);
    expect(tunnels?.missing ?? []).toEqual([]);
  });

  test('of a mode that tunnels between zones alone are those pairs', () => {
    const tunnels = of(testbedOf({ ...twoZones, cni: 'flannel', mode: 'vxlan-direct' }))!;
    expect(tunnels).toMatchObject({ kind: 'other-zones', missing: [] });
    expect(tunnels.pairs).toHaveLength(2 * 2 * 2);
    expect(of(testbedOf({ cni: 'flannel', mode: 'vxlan-direct' }))).toBeUndefined();
  });

  test('with a missing route lack that pair, one way', () => {
    expect(of(faulty('route-missing'))!.missing).toHaveLength(1);
  });

  test('of hundreds of nodes are tried in part, and that is known', () => {
    const many = testbedOf({
      podCidr: '10.0.0.0/10',
      zones: [{ name: 'a', nodeCidr: '192.168.0.0/20' }],
      workers: 199,
      podsPerNode: 1,
    });
    const tunnels = tunnelsOf({ ...predictedResults(testbedOf()), plan: many.plan }, many.datapath)!;
    expect(tunnels).toMatchObject({ kind: 'each-other', missing: [], sampledOf: 199 });
    expect(tunnels.pairs).toHaveLength(200 * 12);
  });
});

describe('the words for tunnels', () => {
  const pair = (from: string, to: string) => ({ from, to });
  const some = (kind: Tunnels['kind'], count: number, missing: Tunnels['missing'] = []): Tunnels => ({
    kind,
    pairs: Array.from({ length: count }, (_, i) => pair('a', `n${i}`)),
    missing,
  });
  test.each([
    ['each-other', 6, [], 'tunnels lead from each node to each other.'],
    ['each-other', 5, [pair('a', 'b')], 'from each node to each other, but not from a to b.'],
    [
      'each-other',
      1,
      [pair('a', 'b'), pair('b', 'a')],
      'tunnels lead from a to n0, and between no other nodes.',
    ],
    ['other-zones', 8, [], 'from each node to each node of the other zones. Within a zone packets cross'],
  ] as const)('of kind %s with %i pairs, without %j: %s', (kind, count, missing, words) =>
    expect(tunnelText(some(kind, count, missing), 3)).toContain(words),
  );

  test('of two nodes, and of a sample', () => {
    expect(tunnelText(some('each-other', 2), 2)).toContain('from either node to the other');
    expect(tunnelText({ ...some('each-other', 9), sampledOf: 199 }, 200)).toContain('Some of the 199 others');
  });
});

describe('the drawing of tunnels', () => {
  const drawn = (testbed: Testbed) => {
    const results = predictedResults(testbed);
    const svg = `${detailedTopology(drawingOf(results, testbed.datapath), tunnelsOf(results, testbed.datapath))}`;
    return [...svg.matchAll(/<title>tunnel ([^<]*)<\/title>/g)].map(([, names]) => names);
  };

  test('has a line for each pair of three nodes', () => {
    expect(drawn(testbedOf())).toEqual([
      'control-plane-1 – worker-1',
      'worker-1 – worker-2',
      'control-plane-1 – worker-2',
    ]);
  });

  test('has an arrow where packets go one way alone', () => {
    const lines = drawn(faulty('route-missing'));
    expect(lines).toHaveLength(3);
    expect(lines.filter((line) => / [→←] /.test(line!))).toHaveLength(1);
  });

  test('has six lines for four nodes, and none where nothing is tunnelled', () => {
    expect(new Set(drawn(testbedOf({ workers: 3 }))).size).toBe(6);
    expect(drawn(testbedOf({ mode: 'vxlan-direct' }))).toEqual([]);
    expect(drawn(testbedOf({ mode: 'host-gw' }))).toEqual([]);
  });

  test('says of many nodes in words that tunnels lead from each to each other', () => {
    for (const workers of [2, 9]) {
      const testbed = testbedOf({ workers });
      expect(topologySection(predictedResults(testbed), testbed.datapath).lead).toContain(
        'from each node to each other',
      );
    }
  });

  test('claims nothing of packets where the state is not known', () => {
    expect(topologySection(predictedResults(testbedOf()), undefined).lead).not.toContain('Packets');
  });
});

test('devices that not every node has alike are not told of each node', () => {
  const testbed = testbedOf({ workers: 9 });
  const page = (datapath: Datapath) => `${compactTopology(drawingOf(predictedResults(testbed), datapath))}`;
  const hosts = testbed.datapath.hosts.map((host) =>
    host.name === 'worker-3' ? { ...host, links: host.links.map((link) => ({ ...link, mtu: 1400 })) } : host,
  );
  expect(page(testbed.datapath)).toContain('On each node');
  expect(page({ ...testbed.datapath, hosts })).toContain('On 9 of 10 nodes');
});
