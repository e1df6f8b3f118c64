/** `testbed export aci`: the input of acc-provision, and what the real one makes of it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { l3outFlavour } from '../../../lib/export/aci/l3out';
import { vmmFlavour } from '../../../lib/export/aci/vmm';
import type { Cidr } from '../../../lib/net';
import { parseSpec, sharesOf, type TestbedSpecInput } from '../../../lib/plan';
import { plannedTestbed } from '../../../lib/testbed';
import { describeWith } from '../../provision/programs';
import { codesOf, plans, prepared } from '../prepared';
import { lackOfAccProvision, type Provisioned, provisioned } from './acc-provision';
import { apicObjects } from './apic-objects';
import { l3outText, named, routed, vmmText } from './inputs';

const bgp: TestbedSpecInput = { cni: 'calico', mode: 'bgp' };
const textOf = (input: TestbedSpecInput) => prepared('aci', input, named).files()['acc-provision.yaml']!;

describe('export aci', () => {
  test.each(Object.entries(plans))('writes %s', (_, input) => expect(textOf(input)).toMatchSnapshot());

  test('writes nodes that peer by BGP, spread over racks', () => expect(l3outText()).toMatchSnapshot());

  test('says what it becomes of every range', () => {
    expect(prepared('aci', plans['four nodes in two zones']).ranges).toMatchSnapshot();
  });

  test.each<[string, string, TestbedSpecInput, Record<string, string>]>([
    ['a name that no system has', 'aci/system-id', { name: '2nd' }, {}],
    [
      'two zones behind one floating interface',
      'aci/one-node-network',
      { ...bgp, ...plans['four nodes in two zones'], podRoutes: true },
      {},
    ],
    ['IPv6 behind one', 'aci/ipv4-only', { ...bgp, ipFamily: 'dual' }, {}],
    ['a range that pods have', 'export/overlap', {}, { externDynamic: '10.244.1.0/24' }],
    [
      'a range that is reserved',
      'export/overlap',
      { reserved: [{ name: 'office', cidr: '10.3.0.0/16' }] },
      { externStatic: '10.3.1.0/24' },
    ],
    [
      'a range of two options',
      'export/overlap',
      {},
      { externDynamic: '10.9.0.0/24', externStatic: '10.9.0.0/25' },
    ],
    ['a range of IPv6', 'export/option', {}, { externDynamic: 'fd00:1::/64' }],
    ['equal VLANs', 'aci/vlans-equal', {}, { serviceVlan: '4001' }],
    ['a VLAN beyond the last', 'aci/vlan', {}, { infraVlan: '4095' }],
    ['groups that are none', 'aci/multicast', {}, { mcastRange: '10.0.0.1-10.0.0.9' }],
    ['an option of the other flavour', 'export/not-taken', {}, { leaves: '101' }],
    ['likewise', 'export/not-taken', bgp, { kubeapiVlan: '4001' }],
    ['more racks than nodes', 'aci/empty-rack', bgp, { leaves: '101/102/103/104' }],
    ['blocks that Calico has not', 'aci/block-size', { ...bgp, podPrefix: 19, podCidr: '10.128.0.0/9' }, {}],
    ['a range without room', 'aci/gateway', {}, { externDynamic: '10.9.0.0/31' }],
  ])('refuses %s', (_, code, input, given) => {
    expect(codesOf(prepared('aci', input, { ...given }))).toContain(code);
  });

  test('takes free ranges where some are reserved', () => {
    const reserved = [{ name: 'office', cidr: '10.3.0.0/16' }];
    expect(textOf({ reserved })).toContain('extern_dynamic: 10.4.0.1/24');
  });

  test('gives leaves addresses that no node has', () => {
    const full = { ...bgp, firstNodeHost: 2, workers: 5 };
    const text = prepared('aci', full, routed).files()['acc-provision.yaml']!;
    const nodes = plannedTestbed(parseSpec(full)).plan.nodes.map(({ address }) => `${address.ipv4}`);
    const leaves = Array.from(text.matchAll(/(?:local_ip|floating_ip): ([\d.]+)/g), ([, address]) => address);
    expect(leaves).toHaveLength(4);
    expect(leaves.filter((address) => nodes.includes(`${address}`))).toEqual([]);
  });
});

interface Controller {
  readonly 'pod-ip-pool': readonly { readonly start: string; readonly end: string }[];
  readonly 'pod-subnet-chunk-size': number;
}

/** What the controller in the cluster is told. */
function controllerIn(cluster: string): Controller {
  const objects = parseAllDocuments(cluster).map((one) => one.toJSON());
  const { data } = objects.find(
    (one) => one?.kind === 'ConfigMap' && one.metadata.name === 'aci-containers-config',
  );
  return JSON.parse(data['controller-config']);
}

describeWith(lackOfAccProvision, 'acc-provision, the real one', () => {
  const names = Object.keys(plans);
  let runs: readonly Provisioned[] = [];
  beforeAll(() => {
    runs = provisioned(vmmFlavour.name, Object.values(plans).map(textOf));
  });

  test.each(names.map((name, i) => [name, i] as const))('has the shares of %s as its pools', (name, i) => {
    const { nodes, families } = plannedTestbed(parseSpec(plans[name])).plan;
    const shares = families.flatMap((family) => nodes.map((node) => sharesOf(node)[family] as Cidr));
    const pools = shares.map((share) => ({ start: `${share.at(2)}`, end: `${share.at(-2)}` }));
    expect(runs[i]?.accepted).toBe(true);
    expect(controllerIn(runs[i]!.cluster!)['pod-ip-pool']).toEqual(pools);
  });

  test('has chunks that are whole pools, so that there is one for each node', () => {
    const controller = controllerIn(runs[0]!.cluster!);
    const sizes = controller['pod-ip-pool'].map(
      ({ start, end }) => Number(last(end)) - Number(last(start)) + 1,
    );
    expect(sizes).toEqual(sizes.map(() => controller['pod-subnet-chunk-size']));
  });

  test.each([
    ['apic-objects.txt', vmmFlavour.name, vmmText],
    ['apic-objects-l3out.txt', l3outFlavour.name, l3outText],
  ])('makes the objects of %s', (file, flavour, text) => {
    const path = join(__dirname, 'golden', file);
    const [run] = provisioned(flavour, [text()]);
    const objects = apicObjects(run!.apic!);
    if (process.env.UPDATE_SNAPSHOTS === '1') writeFileSync(path, objects);
    expect(objects).toBe(readFileSync(path, 'utf8'));
  });
});

const last = (address: string) => address.split('.').at(-1);
