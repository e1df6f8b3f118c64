import { parseSpec } from '../../lib/plan';
import { awsCluster } from '../../lib/provision';
import { planSnapshot } from '../../lib/snapshot';
import { defineSpec, type SpecInput } from '../../lib/spec-input';
import { plannedTestbed } from '../../lib/testbed';
import { page } from '../docs/pages';

const textOf = (spec: SpecInput) => planSnapshot(plannedTestbed(parseSpec(spec)));

test('a plan is a small text with every address', () => {
  expect(textOf(defineSpec({ cni: 'calico', workers: 2 }))).toBe(
    `
testbed   testbed
cni       calico vxlan, iptables
pods      10.244.0.0/16, 256 shares
services  10.96.0.0/12, DNS 10.96.0.10
zone a    192.168.1.0/24
api       192.168.1.10:6443
mtu       1500

control-plane-1  192.168.1.10     10.244.0.0/24      zone a pods 10.244.0.2 … 10.244.0.3
worker-1         192.168.1.11     10.244.1.0/24      zone a pods 10.244.1.2 … 10.244.1.3
worker-2         192.168.1.12     10.244.2.0/24      zone a pods 10.244.2.2 … 10.244.2.3
`.trim(),
  );
});

test('with zones, both families, reserved ranges and what the network carries', () => {
  const zones = ['1', '2'].map((n) => ({ name: `z${n}`, nodeCidr: `10.${n}.0.0/24` }));
  const spec = defineSpec({
    mode: 'vxlan',
    ipFamily: 'dual',
    workers: 1,
    podsPerNode: 1,
    zones,
    reserved: [{ name: 'office', cidr: '172.20.0.0/16' }],
    fabricMtu: 1450,
  });
  expect(textOf(spec).split('\n')).toEqual(
    expect.arrayContaining([
      'pods      10.244.0.0/16, fd00:10:244::/48, 256 shares',
      'zone z2   10.2.0.0/24, fd00:192:168:2::/64',
      'reserved  172.20.0.0/16 office',
      'mtu       1500, of which 1450 arrive',
      'worker-1         10.2.0.10, fd00:192:168:2::a 10.244.1.0/24, fd00:10:244:1::/64 zone z2 pods 10.244.1.2, fd00:10:244:1::2',
    ]),
  );
});

test('of a CNI that hands out no shares by itself', () => {
  expect(
    textOf(defineSpec({ cni: 'none', workers: 1, podsPerNode: 0 }))
      .split('\n')
      .slice(-2),
  ).toEqual([
    'control-plane-1  192.168.1.10     10.244.0.0/24      zone a',
    'worker-1         192.168.1.11     10.244.0.0/24      zone a',
  ]);
});

test('a node more adds a line and changes none', () => {
  const [few, more] = [9, 10].map((workers) => textOf(defineSpec({ workers })).split('\n'));
  expect(more!.filter((line) => !few!.includes(line))).toEqual([expect.stringMatching(/^worker-10 /)]);
  expect(few!.filter((line) => !more!.includes(line))).toEqual([]);
});

test('the docs show one of a cluster on AWS', () => {
  const shown = page('docs/constructs.md').blocks.map(({ lines }) => lines.join('\n'));
  expect(shown).toContain(planSnapshot(awsCluster({ cni: 'calico', workers: 1 })));
});
