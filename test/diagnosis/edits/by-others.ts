import type { Edit } from './edit';

const twoZones = [
  { name: 'a', nodeCidr: '192.168.1.0/24' },
  { name: 'b', nodeCidr: '192.168.2.0/24' },
];
const fourNodes = ['control-plane-1', 'worker-1', 'worker-2', 'worker-3'];

/** Edits chosen by somebody who had not read how failures are diagnosed; each was tried in a lab and what failed was seen. */
export const editsByOthers: readonly Edit[] = [
  {
    name: 'a host firewall that allows listed ports is set up on a worker, and the port of VXLAN is not listed',
    commands: [
      [
        'worker-2',
        'nft',
        `table inet firewalld {
          chain filter_INPUT {
            type filter hook input priority 10; policy accept;
            ct state { established, related } accept
            iifname { "lo", "cni0" } accept
            meta l4proto { icmp, ipv6-icmp } accept
            tcp dport { 22, 10250, 27431, 30000-32767 } accept
            udp dport { 27431, 30000-32767 } accept
            ct state invalid drop
            reject with icmpx type admin-prohibited
          }
        }`,
      ],
    ],
    culprit: 'firewall',
    at: ['worker-2'],
  },
  {
    name: 'a VPN client adds a more preferred route to the pods of another node, by way of the gateway',
    lab: { cni: 'calico', mode: 'bgp' },
    commands: [['worker-1', 'ip', 'route', 'add', '10.244.2.0/24', 'via', '192.168.1.1', 'dev', 'ens5']],
    culprit: 'route',
    at: ['worker-1'],
  },
  {
    name: 'a second default route, to a gateway that does not exist, comes before the first, with two zones',
    lab: { workers: 3, zones: twoZones },
    commands: [
      [
        'worker-2',
        'ip',
        'route',
        'prepend',
        'default',
        'via',
        '192.168.1.254',
        'dev',
        'ens5',
        'proto',
        'dhcp',
      ],
    ],
    culprit: 'route',
    at: ['worker-2'],
  },
  {
    name: 'a pod loses its default route and keeps that to the pod network',
    lab: { workers: 3 },
    commands: [['worker-2/1', 'ip', 'route', 'del', 'default']],
    culprit: 'route',
    at: ['pod:worker-2/1'],
  },
  {
    name: 'a policy rule sends the UDP of one pod to the table of a VPN that is off, where there is a black hole',
    lab: { cni: 'calico', mode: 'vxlan' },
    commands: [
      ['worker-1', 'ip', 'route', 'add', 'blackhole', 'default', 'table', '51820'],
      [
        'worker-1',
        'ip',
        'rule',
        'add',
        'priority',
        '100',
        'iif',
        'cali022c494ebb6',
        'ipproto',
        'udp',
        'lookup',
        '51820',
      ],
    ],
    culprit: 'route',
    at: ['worker-1'],
  },
  {
    name: 'a hardening script turns off proxy ARP on the links of a node’s pods, IPv4 of two families',
    lab: { cni: 'calico', mode: 'bgp', ipFamily: 'dual' },
    commands: [
      ['worker-1', 'sh', '-c', 'for file in /proc/sys/net/ipv4/conf/*/proxy_arp; do echo 0 >"$file"; done'],
    ],
    culprit: 'neighbour',
    at: ['worker-1'],
  },
  {
    name: 'a tunnel’s forwarding entry for one of six nodes points to the machine of another',
    lab: { workers: 5 },
    commands: [
      [
        'worker-1',
        'bridge',
        'fdb',
        'replace',
        '02:e3:4f:cc:20:60',
        'dev',
        'flannel.1',
        'dst',
        '192.168.1.13',
        'self',
        'permanent',
      ],
    ],
    culprit: 'forwarding-entry',
    at: ['worker-1'],
  },
  {
    name: 'a node’s IPv6 tunnel is made anew by hand, with the port of another CNI',
    lab: { cni: 'calico', mode: 'vxlan', ipFamily: 'dual' },
    commands: [
      ['worker-2', 'ip', 'link', 'del', 'vxlan-v6.calico'],
      [
        'worker-2',
        'sh',
        '-c',
        `ip link add vxlan-v6.calico address 66:b1:db:33:0d:84 mtu 1430 type vxlan id 4096 local fd00:192:168:1::c dev ens5 dstport 8472 nolearning
         ip -6 addr add fd00:10:244:2:8000:238:f390:c39a/128 dev vxlan-v6.calico nodad
         ip link set vxlan-v6.calico up
         ip -6 route add fd00:10:244::/64 via fd00:10:244:0:8000:26f:a1d1:70ea dev vxlan-v6.calico onlink
         ip -6 route add fd00:10:244:1::/64 via fd00:10:244:1:8000:27a:26b9:a080 dev vxlan-v6.calico onlink
         ip -6 neigh replace fd00:10:244:0:8000:26f:a1d1:70ea lladdr 66:cf:aa:aa:9e:aa dev vxlan-v6.calico nud permanent
         ip -6 neigh replace fd00:10:244:1:8000:27a:26b9:a080 lladdr 66:d8:48:96:ab:01 dev vxlan-v6.calico nud permanent
         bridge fdb replace 66:cf:aa:aa:9e:aa dev vxlan-v6.calico dst fd00:192:168:1::a self permanent
         bridge fdb replace 66:d8:48:96:ab:01 dev vxlan-v6.calico dst fd00:192:168:1::b self permanent`,
      ],
    ],
    culprit: 'tunnel-settings',
    at: ['worker-2'],
  },
  {
    name: 'a network manager turns off forwarding of what comes by the card, on two of four nodes',
    lab: { cni: 'cilium', mode: 'native', workers: 3 },
    commands: [
      ['worker-1', 'sh', '-c', 'echo 0 >/proc/sys/net/ipv4/conf/ens5/forwarding'],
      ['worker-3', 'sh', '-c', 'echo 0 >/proc/sys/net/ipv4/conf/ens5/forwarding'],
    ],
    culprit: 'forwarding',
    at: ['worker-1', 'worker-3'],
  },
  {
    name: 'a node gets a second card in the same subnet, which its answers take, and the reverse path filter is strict',
    lab: { cni: 'cilium', mode: 'native' },
    commands: [
      [
        'switch.a',
        'sh',
        '-c',
        'ip link add port-9 type veth peer name ens6 address 02:79:34:9d:82:4d netns worker-2 && ip link set port-9 master bridge up',
      ],
      ['worker-2', 'ip', 'link', 'set', 'ens6', 'up'],
      ['worker-2', 'ip', 'addr', 'add', '192.168.1.112/24', 'dev', 'ens6'],
      [
        'worker-2',
        'ip',
        'route',
        'prepend',
        '192.168.1.0/24',
        'dev',
        'ens6',
        'scope',
        'link',
        'src',
        '192.168.1.12',
      ],
      ['worker-2', 'sh', '-c', 'echo 1 >/proc/sys/net/ipv4/conf/ens5/rp_filter'],
    ],
    culprit: 'reverse-path',
    named: 'link', // the filter drops nothing without the second card
    at: ['worker-2'],
  },
  {
    name: 'the address of a node is brought up on another one too',
    lab: { cni: 'cilium', mode: 'vxlan' },
    commands: [['worker-2', 'ip', 'addr', 'add', '192.168.1.11/32', 'dev', 'ens5']],
    culprit: 'address',
    at: ['worker-2'],
  },
  {
    name: 'the node’s end of a pod’s link gets another MAC address than the pod has on record, IPv6 of two families',
    lab: { cni: 'cilium', mode: 'vxlan', ipFamily: 'dual' },
    commands: [['worker-1', 'ip', 'link', 'set', 'lxc022c494ebb6b', 'address', '02:17:d1:9f:09:00']],
    culprit: 'mac',
    at: ['worker-1'],
  },
  {
    name: 'an access list on the router drops VXLAN from one zone to the other, in one direction',
    lab: { cni: 'calico', mode: 'vxlan', workers: 3, zones: twoZones },
    commands: [
      [
        'router',
        'nft',
        'table inet acl { chain between { type filter hook forward priority 0; iifname "zone-a" oifname "zone-b" udp dport 4789 drop; }; }',
      ],
    ],
    culprit: 'fabric',
    named: 'firewall',
    at: ['fabric', 'router'],
  },
  {
    name: 'a port of the switch is set to a smaller MTU than the card at it',
    lab: { cni: 'cilium', mode: 'native', workers: 3 },
    commands: [['switch.a', 'ip', 'link', 'set', 'port-4', 'mtu', '1400']],
    culprit: 'mtu',
    at: ['fabric', 'switch.a'],
  },
  {
    name: 'the port of a bridge that one pod hangs on gets a smaller MTU than the pod',
    commands: [['worker-1', 'ip', 'link', 'set', 'veth2c494ebb', 'mtu', '1300']],
    culprit: 'mtu',
    at: ['worker-1'],
  },
  {
    name: 'a foreign rule masquerades all IPv4 that leaves a node by its card',
    lab: { cni: 'cilium', mode: 'native', ipFamily: 'dual' },
    commands: [
      [
        'control-plane-1',
        'nft',
        'table ip nat { chain POSTROUTING { type nat hook postrouting priority srcnat - 10; oifname "ens5" masquerade; }; }',
      ],
    ],
    culprit: 'masquerade',
    at: ['control-plane-1'],
  },
  {
    name: 'nothing masquerades IPv6 any more on any node, of two families',
    lab: { workers: 3, ipFamily: 'dual' },
    commands: [
      ['control-plane-1', 'nft', 'delete', 'table', 'ip6', 'cni_testbed'],
      ['worker-1', 'nft', 'delete', 'table', 'ip6', 'cni_testbed'],
      ['worker-2', 'nft', 'delete', 'table', 'ip6', 'cni_testbed'],
      ['worker-3', 'nft', 'delete', 'table', 'ip6', 'cni_testbed'],
    ],
    culprit: 'masquerade',
    at: fourNodes,
  },
  {
    name: 'a mesh hands the TCP that comes to a pod to its sidecar, and no sidecar listens',
    lab: { mode: 'host-gw', workers: 3 },
    commands: [
      [
        'worker-2/0',
        'nft',
        'table ip istio { chain inbound { type nat hook prerouting priority dstnat; meta l4proto tcp tcp dport != { 22, 15021 } redirect to :15006; }; }',
      ],
    ],
    culprit: 'listener',
    named: 'redirect',
    at: ['pod:worker-2/0'],
  },
  {
    name: 'the reverse path filter is strict on every link of every node',
    lab: { cni: 'cilium', mode: 'vxlan', workers: 3 },
    commands: [
      [
        'control-plane-1',
        'sh',
        '-c',
        'for file in /proc/sys/net/ipv4/conf/*/rp_filter; do echo 1 >"$file"; done',
      ],
      ['worker-1', 'sh', '-c', 'for file in /proc/sys/net/ipv4/conf/*/rp_filter; do echo 1 >"$file"; done'],
      ['worker-2', 'sh', '-c', 'for file in /proc/sys/net/ipv4/conf/*/rp_filter; do echo 1 >"$file"; done'],
      ['worker-3', 'sh', '-c', 'for file in /proc/sys/net/ipv4/conf/*/rp_filter; do echo 1 >"$file"; done'],
    ],
    culprit: 'reverse-path',
    at: fourNodes,
    harmless: true,
  },
  {
    name: 'the default route of a node leads to another node, which passes it on',
    lab: { cni: 'calico', mode: 'bgp' },
    commands: [['worker-1', 'ip', 'route', 'replace', 'default', 'via', '192.168.1.10', 'dev', 'ens5']],
    culprit: 'route',
    at: ['worker-1'],
    harmless: true,
  },
];
