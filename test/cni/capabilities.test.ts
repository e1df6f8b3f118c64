/** The cells of what CNIs can do: complete, with sources, and at one with what the testbed itself knows of them. */
import { versions } from '../../lib/base/versions';
import {
  type Capabilities,
  type CapabilityId,
  type Cni,
  type CniChoice,
  capabilities,
  cnis,
} from '../../lib/cni';
import { parseSpec, SpecError, type TestbedSpecInput } from '../../lib/plan';
import { plannedTestbed } from '../../lib/testbed';

interface Case {
  readonly title: string;
  readonly cni: Cni;
  readonly choice: CniChoice;
  readonly cells: Capabilities;
}

const cases: Case[] = cnis.flatMap((cni) =>
  cni.modes.flatMap((mode) =>
    cni.dataPlanes.map((dataPlane) => {
      const choice = { mode, dataPlane };
      const title = `${cni.name} ${mode.name} ${dataPlane}`;
      return { title, cni, choice, cells: cni.capabilities(choice) };
    }),
  ),
);
const onClusters = cases.filter(({ cni }) => cni.deployment);

const ids = capabilities.map(({ id }) => id);
const cellsOf = ({ cells }: Case) => Object.entries(cells) as [CapabilityId, Capabilities[CapabilityId]][];
const has = ({ cells }: Case, id: Exclude<CapabilityId, 'kernel'>) => cells[id].has;

describe('capabilities', () => {
  test('have an id, a title and a sentence each, and no two share one', () => {
    for (const field of ['id', 'title', 'about'] as const)
      expect(new Set(capabilities.map((one) => one[field])).size).toBe(capabilities.length);
    for (const { id, about } of capabilities) {
      expect(id).toMatch(/^[a-z\d]+(-[a-z\d]+)*$/);
      expect(about).toMatch(/^[A-Z].*[^.]\.$/);
    }
  });
});

describe.each(cases)('$title', (one) => {
  test('has a cell for every capability', () =>
    expect(Object.keys(one.cells).sort()).toEqual([...ids].sort()));

  test('names the version that clusters get', () => {
    const { name } = one.cni;
    const version = one.cni.deployment ? versions[name as keyof typeof versions] : versions.kubernetes;
    expect(cellsOf(one).filter(([, cell]) => cell.version !== version)).toEqual([]);
  });

  test('has a source for each claim, or a note of what is not verified', () => {
    for (const [, cell] of cellsOf(one))
      if ('has' in cell && cell.has === 'unverified') expect(cell.note).not.toBe('');
      else if ('source' in cell) expect(new URL(cell.source).protocol).toBe('https:');
  });

  test('says how far where it has a thing in part', () => {
    const bare = cellsOf(one).filter(([, cell]) => 'has' in cell && cell.has === 'partly' && !cell.note);
    expect(bare).toEqual([]);
  });

  test('has notes that can follow a colon', () => {
    const notes = cellsOf(one).flatMap(([, { note }]) => note ?? []);
    expect(notes.filter((note) => /[.\n]$|^ | $/.test(note) || note.length > 115)).toEqual([]);
  });

  test('names a kernel by its version', () => {
    if ('least' in one.cells.kernel) expect(one.cells.kernel.least).toMatch(/^\d+\.\d+$/);
  });
});

/** Whether a spec of that CNI and mode can be planned. */
function plans({ cni, choice }: Case, spec: TestbedSpecInput): boolean {
  try {
    const names = { cni: cni.name, mode: choice.mode.name, dataPlane: choice.dataPlane };
    plannedTestbed(parseSpec({ ...names, ...spec }));
    return true;
  } catch (error) {
    if (error instanceof SpecError) return false;
    throw error;
  }
}

const zones = [
  { name: 'a', nodeCidr: '192.168.1.0/24' },
  { name: 'b', nodeCidr: '192.168.2.0/24' },
];

describe.each(onClusters)('what $title can do is at one with what the testbed knows of it:', (one) => {
  const { cells, cni, choice } = one;
  const { plan } = plannedTestbed(
    parseSpec({ cni: cni.name, mode: choice.mode.name, dataPlane: choice.dataPlane }),
  );

  test('policies are enforced as it is installed, or take a setting', () => {
    const { policies } = cells;
    const asInstalled = policies.has === true && policies.setting === undefined;
    expect(asInstalled).toBe(cni.deployment?.enforcesPolicies);
  });

  test('it has dual stack only where the testbed plans it', () =>
    expect(plans(one, { ipFamily: 'dual' }) || has(one, 'dual-stack') !== true).toBe(true));

  test('it takes several zones where the testbed plans them, in part where routers must know pods', () => {
    const expected = plans(one, { zones }) ? true : plans(one, { zones, podRoutes: true }) ? 'partly' : false;
    expect(has(one, 'zones')).toBe(expected);
  });

  test('pods appear un-encapsulated where clouds are told so', () => {
    const expected = { never: [false], 'same-subnet': ['partly'], always: [true, 'partly'] };
    expect(expected[choice.mode.barePods]).toContain(has(one, 'un-encapsulated'));
  });

  test('it encrypts where the mode takes WireGuard', () =>
    expect(has(one, 'encryption')).toBe(choice.mode.features.includes('wireguard')));

  test('kube-proxy is replaced where kubeadm leaves it out', () =>
    expect(has(one, 'kube-proxy-replacement')).toBe(
      cni.deployment?.kubeadm(choice).kubeProxy === 'disabled',
    ));

  test('it speaks BGP where the nodes let it in', () => {
    const traffic = cni.deployment?.nodeTraffic(plan, choice) ?? [];
    if (traffic.some(({ ports }) => ports?.from === 179)) expect(has(one, 'bgp')).toBe(true);
  });
});

test('these cells are not verified, and no others', () => {
  const found = onClusters.flatMap((one) =>
    cellsOf(one).flatMap(([id, cell]) =>
      'has' in cell && cell.has === 'unverified' ? [`${id}: ${one.cni.name} ${one.choice.mode.name}`] : [],
    ),
  );
  expect([...new Set(found)].sort()).toEqual([
    ...['host-gw', 'vxlan', 'vxlan-direct', 'wireguard'].map((mode) => `cluster-policies: flannel ${mode}`),
    ...['host-gw', 'vxlan', 'vxlan-direct', 'wireguard'].map((mode) => `fqdn-policies: flannel ${mode}`),
    ...['host-gw', 'vxlan', 'vxlan-direct', 'wireguard'].map((mode) => `host-network-peers: flannel ${mode}`),
    ...['bgp', 'vxlan', 'vxlan-cross-subnet', 'wireguard'].map((mode) => `ipv6-only: calico ${mode}`),
    'ipv6-only: cilium wireguard',
    'kernel: flannel host-gw',
    'managed: cilium geneve',
    'managed: cilium wireguard',
    ...['host-gw', 'vxlan', 'vxlan-direct', 'wireguard'].map((mode) => `managed: flannel ${mode}`),
    'windows: calico bgp',
    'windows: calico vxlan',
  ]);
});
