/** What a spec asks of a CNI beside its mode: in the kernel state, in firewalls and in the values of charts. */
import type { Cni, CniMode } from '../../lib/cni';
import { cnis } from '../../lib/cni';
import type { Host } from '../../lib/datapath';
import { addressPlan, parseSpec, type TestbedSpecInput } from '../../lib/plan';
import { type Testbed, testbed } from '../../lib/testbed';

const everyMode = cnis.flatMap((cni) =>
  cni.modes.map((mode) => ({ cni, mode, name: `${cni.name} ${mode.name}` })),
);
const deployedModes = everyMode.filter(({ cni }) => cni.deployment);
const withTunnel = everyMode.filter(({ mode }) => mode.tunnelPort !== undefined);

const of = (cni: Cni, mode: CniMode, input: TestbedSpecInput): Testbed =>
  testbed(parseSpec({ cni: cni.name, mode: mode.name, ...input }));
const hosts = ({ datapath }: Testbed, role: Host['role']) =>
  datapath.hosts.filter((host) => host.role === role);
const chartOf = ({ plan, cni, choice }: Testbed) => cni.deployment!.chart(plan, choice);

/** The largest packet that a pod sends away whole. */
const sentBy = (pod: Host) => {
  const [card] = pod.links;
  const route = pod.routes.find(({ destination }) => destination.prefix === 0);
  return Math.min(card?.mtu ?? 0, route?.mtu ?? Number.POSITIVE_INFINITY);
};

test.each(everyMode.filter(({ mode }) => !mode.fixedPodMtu))(
  '$name gives pods the MTU that is asked for, and tunnels as much',
  ({ cni, mode }) => {
    const wanted = of(cni, mode, { podMtu: 1300 });
    expect(hosts(wanted, 'pod').map(sentBy)).toEqual(hosts(wanted, 'pod').map(() => 1300));
    const bound = hosts(wanted, 'node').flatMap(({ links }) =>
      links.filter(({ type }) => ['vxlan', 'ipip', 'wireguard'].includes(type)),
    );
    expect(bound.filter(({ mtu }) => mtu !== 1300 && mode.name !== 'wireguard')).toEqual([]);
  },
);

test.each(everyMode)("$name gives each node's pods what their own node's card leaves", ({ cni, mode }) => {
  const usual = of(cni, mode, {});
  const mixed = of(cni, mode, { nodes: [{ name: 'worker-1', mtu: 1400 }] });
  const onWorker = (wanted: Testbed) =>
    hosts(wanted, 'pod')
      .filter(({ name }) => name.includes('worker-1'))
      .map(sentBy);
  expect(onWorker(mixed)).toEqual(onWorker(usual).map((mtu) => mtu - 100));
  const others = (wanted: Testbed) => hosts(wanted, 'pod').filter(({ name }) => !name.includes('worker-1'));
  expect(others(mixed).map(sentBy)).toEqual(others(usual).map(sentBy));
});

test.each(withTunnel)(
  '$name has its tunnel at the port that is asked for, firewalls included',
  ({ cni, mode }) => {
    const input = { tunnelPort: 4790, ipFamily: 'dual' } as const;
    const wanted = of(cni, mode, input);
    const ports = (testbed: Testbed) =>
      new Set(
        hosts(testbed, 'node').flatMap(({ links }) =>
          links.flatMap((link) => ('port' in link && link.type !== 'wireguard' ? [link.port] : [])),
        ),
      );
    expect(ports(of(cni, mode, { ipFamily: 'dual' }))).toEqual(new Set([mode.tunnelPort]));
    expect(ports(wanted)).toEqual(new Set([4790]));
    const open = ({ plan, choice }: Testbed) =>
      cni
        .deployment!.nodeTraffic(plan, choice)
        .flatMap(({ protocol, ports: range }) => (protocol === 'udp' && range ? [range.from] : []));
    expect(open(wanted)).toContain(4790);
    expect(open(wanted)).not.toContain(mode.tunnelPort);
  },
);

test.each(everyMode)('$name translates nothing where masquerading is off', ({ cni, mode }) => {
  const wanted = of(cni, mode, { masquerade: false, ipFamily: 'dual' });
  expect(wanted.datapath.hosts.flatMap(({ nat }) => nat)).toEqual([]);
});

test.each(deployedModes)(
  'the values of $name change by what is asked for, and by nothing else',
  ({ cni, mode }) => {
    const input: TestbedSpecInput = {
      ...(!mode.fixedPodMtu && { podMtu: 1300 }),
      ...(mode.tunnelPort !== undefined && { tunnelPort: 4790 }),
      masquerade: false,
    };
    const { values, manifests } = chartOf(of(cni, mode, input));
    const usual = chartOf(of(cni, mode, {}));
    expect(
      changed({ values: usual.values, manifests: usual.manifests }, { values, manifests }),
    ).toMatchSnapshot();
  },
);

/** Paths of values that are other ones, with both. */
function changed(before: unknown, after: unknown, path = ''): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isBranch(before) || !isBranch(after))
    return [`${path}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => changed(before[key], after[key], `${path}/${key}`));
}

const isBranch = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

test('a plan without settings has none, whichever CNI it is for', () => {
  expect(addressPlan(parseSpec({})).cniSettings).toBeUndefined();
});
