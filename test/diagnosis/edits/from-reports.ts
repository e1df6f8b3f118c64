import { setting } from '../../support/labs';
import type { Command, Edit } from './edit';
import { filterRule } from './filter-rule';

const workers = ['worker-1', 'worker-2'] as const;
const nodes = ['control-plane-1', ...workers] as const;

const write = (where: string, path: string, value: string): Command => [where, ...setting(path, value)];

/** Made by hand after problems that people reported in public. */
export const editsFromReports: readonly Edit[] = [
  {
    name: 'nothing is masqueraded: all rules are flushed',
    lab: { cni: 'calico' },
    commands: nodes.map((node): Command => [node, 'nft', 'flush', 'ruleset']),
    culprit: 'masquerade',
    at: nodes,
  },
  {
    name: "masquerading is for another range than the pods'",
    commands: nodes.map(
      (node): Command => [
        node,
        'sh',
        '-c',
        'rules=$(nft list ruleset | sed "s/10\\.244\\./10.224./g") && nft flush ruleset && echo "$rules" | nft -f -',
      ],
    ),
    culprit: 'masquerade',
    at: nodes,
  },
  {
    name: "one node's card takes 1400 bytes",
    commands: [['worker-1', 'ip', 'link', 'set', 'dev', 'ens5', 'mtu', '1400']],
    culprit: 'mtu',
    at: ['worker-1'],
  },
  {
    name: "one node's card takes 1500 bytes where the others take 9000",
    lab: { cni: 'cilium', underlayMtu: 9000 },
    commands: [['worker-2', 'ip', 'link', 'set', 'dev', 'ens5', 'mtu', '1500']],
    culprit: 'mtu',
    at: ['worker-2'],
  },
  {
    name: 'a route is deleted',
    commands: [['worker-1', 'ip', 'route', 'del', '10.244.2.0/24']],
    culprit: 'route',
    at: ['worker-1'],
  },
  {
    name: 'a forwarding entry leads to another machine',
    commands: [
      [
        'worker-1',
        'sh',
        '-c',
        'set -- $(bridge fdb show dev flannel.1 | grep 192.168.1.12) && bridge fdb replace "$1" dev flannel.1 dst 192.168.1.10 self permanent',
      ],
    ],
    culprit: 'forwarding-entry',
    at: ['worker-1'],
  },
  {
    name: 'every node sends its tunnels to 10.0.2.15',
    commands: nodes.map(
      (node): Command => [
        node,
        'sh',
        '-c',
        'bridge fdb show dev flannel.1 | while read mac rest; do bridge fdb replace "$mac" dev flannel.1 dst 10.0.2.15 self permanent; done',
      ],
    ),
    culprit: 'forwarding-entry',
    at: nodes,
  },
  {
    name: "a firewall closes the tunnel's port on one node",
    commands: filterRule('worker-1', 'input', 'udp', 'dport', '8472', 'drop'),
    culprit: 'firewall',
    at: ['worker-1'],
  },
  {
    name: "a firewall rejects the tunnel's packets on one node",
    commands: filterRule(
      'worker-2',
      'input',
      'udp',
      'dport',
      '8472',
      'reject',
      'with',
      'icmpx',
      'admin-prohibited',
    ),
    culprit: 'firewall',
    at: ['worker-2'],
  },
  {
    name: "a firewall closes the tunnel's port on two of six nodes",
    lab: { workers: 5 },
    commands: ['worker-2', 'worker-4'].flatMap((node) =>
      filterRule(node, 'input', 'udp', 'dport', '8472', 'drop'),
    ),
    culprit: 'firewall',
    at: ['worker-2', 'worker-4'],
  },
  {
    name: "the network between the nodes swallows the tunnel's packets",
    commands: [
      ['switch.a', 'nft', 'add', 'table', 'bridge', 'site'],
      [
        'switch.a',
        'nft',
        'add',
        'chain',
        'bridge',
        'site',
        'forward',
        '{ type filter hook forward priority 0; }',
      ],
      ['switch.a', 'nft', 'add', 'rule', 'bridge', 'site', 'forward', 'udp', 'dport', '8472', 'drop'],
    ],
    culprit: 'fabric',
    unread: 'rules of a bridge are no part of the state',
    at: ['fabric'],
  },
  {
    name: "a foreign chain's policy drops what a node forwards",
    commands: [
      ['worker-1', 'nft', 'add', 'table', 'ip', 'docker'],
      [
        'worker-1',
        'nft',
        'add',
        'chain',
        'ip',
        'docker',
        'FORWARD',
        '{ type filter hook forward priority 0; policy drop; }',
      ],
    ],
    culprit: 'firewall',
    at: ['worker-1'],
  },
  {
    name: 'a node forwards nothing',
    lab: { cni: 'calico' },
    commands: [write('worker-2', 'ipv4/ip_forward', '0')],
    culprit: 'forwarding',
    at: ['worker-2'],
  },
  {
    name: 'a node forwards no IPv6',
    lab: { ipFamily: 'dual' },
    commands: [write('worker-1', 'ipv6/conf/all/forwarding', '0')],
    culprit: 'forwarding',
    at: ['worker-1'],
  },
  {
    name: 'a bridge has the address of an earlier cluster',
    commands: [
      ['worker-1', 'ip', 'addr', 'flush', 'dev', 'cni0'],
      ['worker-1', 'ip', 'addr', 'add', '10.200.7.1/24', 'dev', 'cni0'],
    ],
    culprit: 'address',
    at: ['worker-1'],
  },
  {
    name: "a pod's route on its node is removed",
    lab: { cni: 'calico' },
    commands: [['worker-1', 'sh', '-c', 'ip route del 10.244.1.2 || ip route del 10.244.1.1']],
    culprit: 'route',
    at: ['worker-1', 'pod:worker-1/0'],
  },
  {
    name: "a second default route leads into a pod's link",
    lab: { cni: 'calico' },
    commands: [
      [
        'worker-1',
        'sh',
        '-c',
        'set -- $(ip -o link show type veth | grep -o "cali[0-9a-f]*" | head -n 1) && ip route replace default dev "$1" metric 1 && ip route del default via 192.168.1.1',
      ],
    ],
    culprit: 'route',
    at: ['worker-1'],
  },
  {
    name: 'a firewall drops all UDP for one node and its pods',
    commands: [
      ...filterRule('worker-1', 'forward', 'meta', 'l4proto', 'udp', 'drop'),
      ...filterRule('worker-1', 'input', 'udp', 'dport', '!=', '8472', 'drop'),
    ],
    culprit: 'firewall',
    at: ['worker-1'],
  },
  {
    name: 'a firewall on one node drops what comes from another node',
    commands: filterRule('worker-1', 'input', 'ip', 'saddr', '192.168.1.12', 'drop'),
    culprit: 'firewall',
    at: ['worker-1'],
  },
  {
    name: 'firewalls let no pod in to any node',
    commands: nodes.flatMap((node) => filterRule(node, 'input', 'ip', 'saddr', '10.244.0.0/16', 'drop')),
    culprit: 'firewall',
    at: nodes,
  },
  {
    name: 'two machines have one MAC address',
    commands: [['worker-2', 'ip', 'link', 'set', 'dev', 'ens5', 'address', '02:6b:bf:b9:9e:a2']],
    culprit: 'mac',
    at: ['worker-2', 'worker-1'],
  },
  {
    name: 'a pod listens with a queue of nothing',
    commands: [write('pod:worker-1/0', 'core/somaxconn', '0')],
    chance: true,
    culprit: 'listener',
    unread: 'how long the queue of a listener is is no part of the state',
    at: ['pod:worker-1/0'],
  },
  {
    name: 'an earlier CNI left its tunnel and a more specific route',
    lab: { cni: 'calico' },
    commands: [
      [
        'worker-1',
        'ip',
        ...['link', 'add', 'flannel.1', 'type', 'vxlan', 'id', '1', 'local', '192.168.1.11'],
        ...['dstport', '8472', 'dev', 'ens5', 'nolearning'],
      ],
      ['worker-1', 'ip', 'link', 'set', 'dev', 'flannel.1', 'up'],
      ['worker-1', 'ip', 'route', 'add', '10.244.2.0/25', 'via', '10.244.2.0', 'dev', 'flannel.1', 'onlink'],
    ],
    culprit: 'route',
    at: ['worker-1'],
  },
  {
    name: "masquerading is for less than the pods' range",
    commands: nodes.map(
      (node): Command => [
        node,
        'sh',
        '-c',
        'rules=$(nft list ruleset | sed "s#10\\.244\\.0\\.0/16#10.244.0.0/23#g") && nft flush ruleset && echo "$rules" | nft -f -',
      ],
    ),
    culprit: 'masquerade',
    at: nodes,
  },
];
