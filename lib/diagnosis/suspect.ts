/** What can be to blame, as codes: a cause names one of these, or lists those that are left with what tells them apart. */

/** Parts of a network that people break, each with what it covers. */
export const suspects = [
  /** A rule of a host's firewall (nftables, iptables) drops or rejects packets: input, forward or output. */
  'firewall',
  /** A route or a policy rule is missing, wrong, or in the way of the right one. */
  'route',
  /** Two routing daemons do not talk to one another. */
  'bgp',
  /** A neighbour entry (ARP, NDP) is missing or wrong, or nobody answers for the address. */
  'neighbour',
  /** A forwarding entry of a tunnel device or a bridge is missing or wrong. */
  'forwarding-entry',
  /** A tunnel device differs from the others': number (VNI), port, local address, or it is not there. */
  'tunnel-settings',
  /** A host passes no packets on (ip_forward, ipv6 forwarding). */
  'forwarding',
  /** The reverse path filter drops packets that come by another link than their answers would take. */
  'reverse-path',
  /** A link is down or gone, or a cable is out; also a whole machine that is gone. */
  'link',
  /** An address is missing, another one, or on two hosts. */
  'address',
  /** A MAC address is on two hosts, or a link has another one than the others know. */
  'mac',
  /** The network between the machines (switch, hypervisor, cloud, security group) drops packets. */
  'fabric',
  /** A link's MTU is too large, too small, or not the same at both ends; or ICMP errors about size are dropped. */
  'mtu',
  /** Packets are lost at random: queues, cables, full tables. */
  'loss',
  /** The receiver itself does not take what arrives: nothing listens, or its queue is full. */
  'listener',
  /** A masquerade or source NAT rule is missing, matches too little, or matches too much. */
  'masquerade',
  /** A rule of destination NAT, or of a mesh, sends packets elsewhere. */
  'redirect',
  /** A network policy, or a rule that looks like one: it names pods. */
  'policy',
  /** The CNI's agent on a node is stopped or lags behind, so that new state is not programmed. */
  'agent',
  /** What balances Services: kube-proxy, or the CNI in its place. */
  'service-proxy',
  /** Bridged packets pass by the rules that translate Services (br_netfilter). */
  'bridge-netfilter',
  /** A bridge does not send a frame back to the port that it came from. */
  'hairpin',
  /** A card or driver computes the checksums of packets in a tunnel wrongly. */
  'checksum-offload',
  /** The cluster's name servers, or their configuration. */
  'dns',
  /** The cloud's metadata service is open to pods. */
  'metadata',
] as const;

/** A part of a network that can be to blame. */
export type Suspect = (typeof suspects)[number];
