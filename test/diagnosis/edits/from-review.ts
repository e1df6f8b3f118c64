import type { Command, Edit } from './edit';
import { filterRule } from './filter-rule';

const twoZones = [
  { name: 'a', nodeCidr: '192.168.1.0/24' },
  { name: 'b', nodeCidr: '192.168.2.0/24' },
];

const inNat = (where: string, hook: string, priority: string, ...words: string[]): Command[] => [
  [where, 'nft', 'add', 'table', 'ip', 'other'],
  [where, 'nft', 'add', 'chain', 'ip', 'other', hook, `{ type nat hook ${hook} priority ${priority}; }`],
  [where, 'nft', 'add', 'rule', 'ip', 'other', hook, ...words],
];
const inBridge = (where: string, ...words: string[]): Command[] => [
  [where, 'nft', 'add', 'table', 'bridge', 'other'],
  [where, 'nft', 'add', 'chain', 'bridge', 'other', 'forward', '{ type filter hook forward priority 0; }'],
  [where, 'nft', 'add', 'rule', 'bridge', 'other', 'forward', ...words],
];

/** Made to find what the diagnosis says falsely: what it once did. */
export const editsFromReview: readonly Edit[] = [
  {
    name: "a node's port of the switch is down",
    lab: { workers: 3 },
    commands: [['switch.a', 'ip', 'link', 'set', 'dev', 'port-3', 'down']],
    culprit: 'link',
    at: ['switch.a', 'worker-2', 'node:worker-2'],
  },
  {
    name: "a pod's link is down in the pod",
    lab: { workers: 2 },
    commands: [['worker-1/0', 'ip', 'link', 'set', 'dev', 'eth0', 'down']],
    culprit: 'link',
    at: ['pod:worker-1/0'],
  },
  {
    name: "one node's packets leave with another address than its own",
    commands: inNat(
      'worker-1',
      'postrouting',
      '-1',
      'oifname',
      'ens5',
      'ip',
      'saddr',
      '10.244.1.0/24',
      'ip',
      'daddr',
      '203.0.113.0/24',
      'snat',
      'to',
      '192.168.1.77',
    ),
    culprit: 'masquerade',
    at: ['worker-1'],
  },
  {
    name: "a zone's router port takes 1300 bytes",
    lab: {
      workers: 3,
      zones: twoZones,
    },
    commands: [['router', 'ip', 'link', 'set', 'dev', 'zone-a', 'mtu', '1300']],
    culprit: 'mtu',
    at: ['fabric', 'router'],
  },
  {
    name: "a router's port takes 1300 bytes, between one node in each of two zones",
    lab: { workers: 1, zones: twoZones },
    commands: [['router', 'ip', 'link', 'set', 'dev', 'zone-a', 'mtu', '1300']],
    culprit: 'mtu',
    at: ['fabric', 'router'],
  },
  {
    name: "all nodes' cards take 1400 bytes",
    commands: ['control-plane-1', 'worker-1', 'worker-2'].map(
      (node): Command => [node, 'ip', 'link', 'set', 'dev', 'ens5', 'mtu', '1400'],
    ),
    culprit: 'mtu',
    at: ['control-plane-1', 'worker-1', 'worker-2'],
  },
  {
    name: 'the switch drops what is large between two nodes',
    lab: { mode: 'host-gw', workers: 3 },
    commands: inBridge(
      'switch.a',
      'meta',
      'length',
      '>',
      '1300',
      'iifname',
      'port-2',
      'oifname',
      'port-3',
      'drop',
    ),
    culprit: 'mtu',
    unread: 'rules of a bridge are no part of the state',
    at: ['fabric', 'worker-1', 'worker-2'],
  },
  {
    name: 'two pods have links of two sizes',
    lab: { cni: 'calico', workers: 3 },
    commands: [
      ['worker-1', 'ip', 'link', 'set', 'dev', 'cali022c494ebb6', 'mtu', '1200'],
      ['worker-2/1', 'ip', 'link', 'set', 'dev', 'eth0', 'mtu', '1000'],
    ],
    culprit: 'mtu',
    at: ['worker-1', 'pod:worker-1/0', 'pod:worker-1/1', 'pod:worker-2/1', 'worker-2'],
  },
  {
    name: 'a firewall drops what is large, IPv6 of two families',
    lab: { ipFamily: 'dual' },
    commands: filterRule(
      'worker-1',
      'forward',
      'meta',
      'nfproto',
      'ipv6',
      'meta',
      'length',
      '>',
      '1280',
      'drop',
    ),
    culprit: 'firewall',
    at: ['worker-1'],
  },
  {
    name: "a bridge's MTU is set below its pods'",
    commands: [['worker-1', 'ip', 'link', 'set', 'dev', 'cni0', 'mtu', '1200']],
    culprit: 'mtu',
    at: ['worker-1', 'pod:worker-1/0', 'pod:worker-1/1'],
  },
  {
    name: 'a node has a blackhole route for one pod of another',
    lab: { workers: 3 },
    commands: [['worker-1', 'ip', 'route', 'add', 'blackhole', '10.244.2.2/32']],
    culprit: 'route',
    at: ['worker-1'],
  },
  {
    name: 'two pairs of nodes are closed to one another',
    lab: { workers: 5 },
    commands: [
      ...filterRule('worker-2', 'input', 'ip', 'saddr', '192.168.1.11', 'udp', 'dport', '8472', 'drop'),
      ...filterRule('worker-4', 'input', 'ip', 'saddr', '192.168.1.13', 'udp', 'dport', '8472', 'drop'),
    ],
    culprit: 'firewall',
    at: ['worker-2', 'worker-4'],
  },
  {
    name: 'firewalls drop what goes to a pod on each of two nodes',
    lab: { cni: 'calico', workers: 3 },
    commands: [
      ...filterRule('worker-1', 'forward', 'ip', 'daddr', '10.244.1.2', 'drop'),
      ...filterRule('worker-3', 'forward', 'ip', 'daddr', '10.244.3.2', 'drop'),
    ],
    culprit: 'firewall',
    at: ['worker-1', 'worker-3'],
  },
  {
    name: "the ports of a node's bridge are isolated",
    commands: [
      [
        'worker-1',
        'sh',
        '-c',
        'for port in $(bridge link show | grep -o "veth[0-9a-f]*"); do bridge link set dev "$port" isolated on; done',
      ],
    ],
    culprit: 'link',
    at: ['worker-1'],
  },
  {
    name: 'a node sends what is for outside to another node',
    commands: inNat(
      'worker-1',
      'prerouting',
      '-100',
      'ip',
      'daddr',
      '203.0.113.0/24',
      'dnat',
      'to',
      '192.168.1.10',
    ),
    culprit: 'redirect',
    at: ['worker-1'],
  },
  {
    name: "one pod's answers by UDP are dropped on its node",
    lab: { cni: 'calico' },
    commands: filterRule(
      'worker-1',
      'forward',
      'ip',
      'saddr',
      '10.244.1.2',
      'meta',
      'l4proto',
      'udp',
      'drop',
    ),
    culprit: 'firewall',
    at: ['worker-1', 'pod:worker-1/0'],
  },
];
