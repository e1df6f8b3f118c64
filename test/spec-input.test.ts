/** What the compiler refuses in a spec. Each line that it must refuse says so: where it does not, this file does not compile. */
import { cnis } from '../lib/cni';
import { parseSpec } from '../lib/plan';
import { awsCluster } from '../lib/provision';
import { defineSpec, type SpecInput } from '../lib/spec-input';
import { plannedTestbed } from '../lib/testbed';

/** Every name that the type knows: one that is missing or added here does not compile. */
const names: { readonly [Name in NonNullable<SpecInput['cni']>]: readonly ModeOf<Name>[] } = {
  flannel: ['vxlan', 'vxlan-direct', 'host-gw', 'wireguard'],
  calico: ['vxlan', 'vxlan-cross-subnet', 'bgp', 'ipip', 'ipip-cross-subnet', 'wireguard'],
  cilium: ['vxlan', 'geneve', 'native', 'wireguard'],
  none: ['bridge', 'no-routes'],
};
type ModeOf<Name> = NonNullable<Extract<SpecInput, { readonly cni: Name }>['mode']>;

test('a spec may name the CNIs and modes that there are', () => {
  expect(names).toEqual(Object.fromEntries(cnis.map(({ name, modes }) => [name, modes.map((m) => m.name)])));
});

test('a spec with a name that is wrong does not compile, and is refused where it runs', () => {
  // @ts-expect-error: there is no such CNI
  expect(() => awsCluster({ cni: 'flanel' })).toThrow('flanel');
  // @ts-expect-error: the mode is Calico's
  const foreign = defineSpec({ cni: 'flannel', mode: 'bgp' });
  expect(() => plannedTestbed(parseSpec(foreign))).toThrow('bgp');
  // @ts-expect-error: likewise where Flannel is the default
  expect(() => plannedTestbed(parseSpec(defineSpec({ mode: 'bgp' })))).toThrow('bgp');
  // @ts-expect-error: Flannel has no such data plane
  expect(() => plannedTestbed(parseSpec(defineSpec({ dataPlane: 'ebpf' })))).toThrow('ebpf');
  // @ts-expect-error: there is no such field
  expect(() => parseSpec(defineSpec({ worker: 3 }))).toThrow('worker');
});

test('a spec is passed on as it is, and can be changed', () => {
  const spec = defineSpec({ cni: 'calico', mode: 'bgp', dataPlane: 'ebpf', workers: 1 });
  expect(plannedTestbed(parseSpec({ ...spec, workers: 2 })).plan.nodes).toHaveLength(3);
  expect(awsCluster({ ...spec, aws: { region: 'eu-central-1' } }).choice.mode.name).toBe('bgp');
});
