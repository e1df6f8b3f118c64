/** What is read of the recorded captures of real clusters: everything but what is listed here. */
import type { Chain } from '../../../lib/datapath';
import type { Capture } from '../../../lib/state/capture/capture';
import { type Gap, readHost } from '../../../lib/state/read';
import { type Recorded, recorded, recordedNames } from '../../support/captures';

const machinesOf = ({ captures }: Recorded) => captures.map(({ host, outputs }) => readHost(host, outputs));
const podsOf = ({ captures }: Recorded) =>
  captures.flatMap(({ pods }) => (pods ?? []).map(({ pod, outputs }) => readHost(pod, outputs, 'pod')));
const gapText = ({ of, command, why, entry }: Gap) =>
  [of, command, why, entry].join(' | ').replace(/ \| $/, '').replace(/\d+/g, 'N');
const rulesOf = (chains: readonly Chain[]) =>
  chains.flatMap((chain) => chain.rules.map((rule) => ({ chain, rule })));

/** Commands that were asked of no machine then, or of some only. */
const notAsked: Readonly<Record<string, Gap['of']>> = {
  'birdc show protocols': 'bgp',
  'bpftool -j net show': 'ebpf',
  'find /sys/fs/bpf': 'ebpf',
};
/** Captures with rules that stop forged ARP answers. */
const withArp = ['calico-bgp', 'calico-vxlan', 'calico-vxlan-dual'];

/** Captures of agents that pin programs by their own numbers of pods, or for sockets. */
const pinnedElsewhere: Readonly<Record<string, string>> = {
  'cilium-native': 'endpoints/N',
  'cilium-vxlan': 'endpoints/N',
  'cilium-vxlan-ebpf': 'endpoints/N',
  'leftovers-cilium-ebpf': 'socketlb',
};

const expectedGaps = (name: string, { outputs }: Capture): string[] => [
  ...Object.entries(notAsked).flatMap(([command, of]) =>
    command in outputs ? [] : [`${of} | ${command} | not-captured`],
  ),
  ...(withArp.includes(name) ? ['nft | nft -j list ruleset | not-understood | table arp calico-arp'] : []),
  ...(name in pinnedElsewhere
    ? [`ebpf | find /sys/fs/bpf | not-understood | /sys/fs/bpf/cilium/${pinnedElsewhere[name]}/links`]
    : []),
];

/** Conditions that are not understood, each with its reason. */
const notUnderstood: Readonly<Record<string, string>> = {
  '-m nfacct --nfacct-name ct_state_invalid_dropped_pkts': 'counts packets, and may stop at a quota',
  '-m socket --transparent': 'depends on the sockets of the host',
  'icmpv6 type nd-neighbor-solicit': 'packets have no ICMP types here',
  'icmpv6 type nd-neighbor-advert': 'packets have no ICMP types here',
  'icmpv6 type nd-router-solicit': 'packets have no ICMP types here',
  'icmpv6 type mld-listener-query': 'packets have no ICMP types here',
  'icmpv6 type mld-listener-report': 'packets have no ICMP types here',
  'icmpv6 type mld-listener-done': 'packets have no ICMP types here',
};

describe.each(recordedNames)('the capture %s', (name) => {
  const capture = recorded(name);
  const machines = machinesOf(capture);
  const pods = podsOf(capture);

  test('has the gaps of what was not asked, and no others', () => {
    capture.captures.forEach((of, i) => {
      expect(machines[i]!.gaps.map(gapText).sort()).toEqual(expectedGaps(name, of).sort());
    });
    for (const { gaps } of pods) expect(gaps.map(gapText)).toEqual([]);
  });

  test('has no set that is not read', () => {
    const unread = [...machines, ...pods].flatMap(({ netfilter }) =>
      netfilter.sets.filter(({ unread }) => unread),
    );
    expect(unread).toEqual([]);
  });

  test('has no rule that is not understood but those listed', () => {
    const rules = [...machines, ...pods].flatMap(({ netfilter }) => rulesOf(netfilter.chains));
    const unknown = rules.flatMap(({ rule: { conditions, action } }) => [
      ...conditions.flatMap((condition) => (condition.on === 'unknown' ? [condition.text] : [])),
      ...(action.do === 'unknown' ? [action.text] : []),
    ]);
    expect([...new Set(unknown)].filter((text) => !(text in notUnderstood))).toEqual([]);
  });

  test('jumps to chains that are there', () => {
    for (const { netfilter } of [...machines, ...pods]) {
      const there = new Set(netfilter.chains.map((chain) => `${chain.table} ${chain.name}`));
      const wanted = rulesOf(netfilter.chains).flatMap(({ chain, rule: { action } }) =>
        (action.do === 'map' ? action.entries.map((entry) => entry.action) : [action]).flatMap((one) =>
          'chain' in one ? [`${chain.table} ${one.chain}`] : [],
        ),
      );
      expect(wanted.filter((chain) => !there.has(chain))).toEqual([]);
    }
  });

  test('has each rule of iptables-save and of native tables once', () => {
    capture.captures.forEach(({ outputs }, i) => {
      const saved = ['iptables-save', 'ip6tables-save', 'iptables-legacy-save', 'ip6tables-legacy-save']
        .map((command) =>
          (outputs[command]?.stdout ?? '').split('\n').filter((line) => line.startsWith('-A ')),
        )
        .map((lines) => lines.length)
        .reduce((sum, count) => sum + count, 0);
      const shown = JSON.parse(outputs['nft -j list ruleset']!.stdout).nftables as {
        rule?: { table: string; family: string; handle: number };
      }[];
      const native = shown.filter(
        ({ rule }) =>
          rule &&
          rule.family !== 'arp' &&
          !['raw', 'mangle', 'nat', 'filter', 'security'].includes(rule.table),
      );
      const read = rulesOf(machines[i]!.netfilter.chains);
      expect(read.filter(({ chain }) => chain.table.includes(':'))).toHaveLength(saved);
      const handles = new Set(
        read
          .filter(({ chain }) => !chain.table.includes(':'))
          .map(({ chain, rule }) => `${chain.table} ${rule.handle}`),
      );
      expect(handles.size).toBe(native.length);
    });
  });

  test('has its nodes’ addresses', () => {
    for (const { metadata, status } of capture.cluster.nodes) {
      const machine = machines.find((host) => host.name === metadata.name)!;
      const own = machine.links.flatMap(({ addresses }) => addresses.map(({ address }) => `${address}`));
      const internal = status.addresses
        .filter(({ type }) => type === 'InternalIP')
        .map(({ address }) => address);
      expect(own).toEqual(expect.arrayContaining(internal));
    }
  });

  test('has each pod’s cable in its node, by its number', () => {
    for (const pod of pods) {
      const node = capture.cluster.pods.find(({ name }) => pod.name === `default/${name}`)!.node;
      const machine = machines.find((host) => host.name === node)!;
      const card = pod.links.find(({ kind }) => kind === 'veth')!;
      const other = machine.links.find(({ index }) => index === card.peer!.index)!;
      expect(other).toMatchObject({ kind: 'veth', peer: { index: card.index } });
    }
  });
});

test('every condition that is listed as not understood is in some capture', () => {
  const all = recordedNames.flatMap((name) =>
    machinesOf(recorded(name)).flatMap(({ netfilter }) => rulesOf(netfilter.chains)),
  );
  const texts = new Set(
    all.flatMap(({ rule }) =>
      rule.conditions.flatMap((condition) => (condition.on === 'unknown' ? [condition.text] : [])),
    ),
  );
  expect(Object.keys(notUnderstood).filter((text) => !texts.has(text))).toEqual([]);
});
