import { checkMatrix, judgePrediction } from '../../lib/check';
import { withKnownNeighbours } from '../../lib/lab/realise/known-neighbours';
import { learnedNeighbours, neighbourRoom, timesFull } from '../../lib/lab/realise/neighbour-table';
import { testbedOf } from '../testbeds';

const reading = (files: Record<string, string>) => (path: string) => files[path];

describe('the kernel’s tables of neighbours', () => {
  test('have three quarters of their room for a lab, of the smaller one, or of Linux’s default', () => {
    const file = (family: string) => `/proc/sys/net/${family}/neigh/default/gc_thresh3`;
    expect(neighbourRoom(reading({ [file('ipv4')]: '4096\n', [file('ipv6')]: '2048\n' }))).toBe(1536);
    expect(neighbourRoom(reading({}))).toBe(768);
  });

  test('say how often they were full, of all processors and both families', () => {
    const arp = 'entries  allocs table_fulls\n0000000e 001ca340 0000000a\n0000000e 001ce37f 00000010\n';
    const nd = 'entries  table_fulls\n00000001 00000001\n';
    expect(timesFull(reading({ '/proc/net/stat/arp_cache': arp }))).toBe(26);
    expect(timesFull(reading({ '/proc/net/stat/arp_cache': arp, '/proc/net/stat/ndisc_cache': nd }))).toBe(
      27,
    );
    expect(timesFull(reading({}))).toBeUndefined();
    expect(timesFull(reading({ '/proc/net/stat/arp_cache': 'entries\n00000001\n' }))).toBe(0);
  });

  test('hold for each pod its node, its node’s entry of it, and the pods beside it at most', () => {
    expect(learnedNeighbours(testbedOf({ workers: 1, podsPerNode: 3 }).datapath)).toBe(2 * 3 * 4);
  });
});

describe.each([
  ['flannel', 'vxlan'],
  ['calico', 'vxlan'],
  ['calico', 'bgp'],
  ['cilium', 'vxlan'],
  ['cilium', 'native'],
])('a datapath of %s %s whose pods know their neighbours', (cni, mode) => {
  const healthy = testbedOf({ cni, mode, ipFamily: 'dual' });
  const known = withKnownNeighbours(healthy.datapath);

  test('has an entry for every pod on its node, and for its router and the pods on its bridge in every pod', () => {
    const host = (name: string) => known.hosts.find((one) => one.name === name)!;
    const pods = healthy.plan.nodes.find(({ name }) => name === 'worker-1')!.pods;
    const addresses = pods.flatMap(({ address }) => [`${address.ipv4}`, `${address.ipv6}`]);
    const onNode = host('worker-1').neighbours.map(({ address }) => `${address}`);
    expect(onNode).toEqual(expect.arrayContaining(addresses));
    const pod = host('pod-0.worker-1');
    const via = pod.routes.flatMap((route) => (route.via ? [`${route.via}`] : []));
    expect(pod.neighbours.map(({ address }) => `${address}`)).toEqual(expect.arrayContaining(via));
    const keys = pod.neighbours.map(({ link, address }) => `${link} ${address}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('carries every packet as before', () => {
    const outcomes = (datapath: typeof known) =>
      checkMatrix({ ...healthy, datapath }).map((check) => judgePrediction(check).verdict);
    expect(outcomes(known)).toEqual(outcomes(healthy.datapath));
  });
});
