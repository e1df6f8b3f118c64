/** Suspects in words: what each would have done, and the command that shows whether it did. */
import type { Family, Protocol } from '../../net';
import type { Cause } from '../causes/cause';
import { type Evidence, lacksAgents } from '../evidence';
import type { Suspect } from '../suspect';

/** What the words speak of. */
export interface Subject {
  readonly cause: Cause;
  readonly evidence?: Evidence;
}

/** Half a sentence without a full stop, and the command that shows it, with its sign. */
interface SuspectWords {
  readonly what: string;
  readonly look: string;
}

interface Details {
  /** Family of addresses, as a flag of ip(8). */
  readonly flag: string;
  readonly family?: Family;
  readonly protocol?: Protocol;
  /** What a capture filters for. */
  readonly filter: string;
  readonly daemonSet: string;
  /** Such as `2 of 3`, where fewer agents are ready than there should be. */
  readonly readyAgents?: string;
  readonly tunnel: string;
  readonly sysctl: string;
  /** An address that is not reached. */
  readonly target: string;
}

/** The words for a suspect. */
export function suspectText(suspect: Suspect, subject: Subject): SuspectWords {
  return words[suspect](detailsOf(subject));
}

function detailsOf({ cause, evidence }: Subject): Details {
  const scope = 'scope' in cause ? cause.scope : undefined;
  const tunnel = cause.code === 'narrowed' ? cause.tunnel : undefined;
  const port = tunnel?.port === undefined ? undefined : `udp port ${tunnel.port}`;
  const ipv6 = scope?.family === 'ipv6';
  return {
    flag: ipv6 ? '-6 ' : '',
    family: scope?.family,
    protocol: scope?.protocol,
    filter: port ?? (tunnel ? 'ip proto 4' : (scope?.protocol ?? '')),
    daemonSet: evidence?.agents?.daemonSet ?? '',
    readyAgents: lacksAgents(evidence?.agents)
      ? `${evidence.agents.ready} of ${evidence.agents.wanted}`
      : undefined,
    tunnel: port ? `the tunnel's packets (${port})` : tunnel ? "the tunnel's packets (protocol 4)" : 'them',
    target:
      'example' in cause && cause.example.address ? cause.example.address : '(an address of the other end)',
    sysctl: ipv6 ? 'net.ipv6.conf.all.forwarding' : 'net.ipv4.ip_forward',
  };
}

const words: Readonly<Record<Suspect, (details: Details) => SuspectWords>> = {
  firewall: ({ tunnel, family }) => ({
    what: `a rule of a firewall drops or rejects ${tunnel}`,
    look: `nft list ruleset; ${family === 'ipv6' ? 'ip6tables-save' : 'iptables-save'} -c (a drop or reject whose counter grows)`,
  }),
  route: ({ flag, target }) => ({
    what: 'a route is missing, or another one is in its way',
    look: `ip ${flag}route get ${target}; ip ${flag}rule; ip ${flag}route show table all`,
  }),
  bgp: () => ({
    what: 'the routing daemons do not talk to one another',
    look: 'birdc show protocols, or calicoctl node status (TCP port 179 must be open)',
  }),
  neighbour: ({ flag }) => ({
    what: 'nobody answers for the next hop, or its neighbour entry is old',
    look: `ip ${flag}neigh (FAILED, or a MAC address that is not the other end's)`,
  }),
  'forwarding-entry': () => ({
    what: 'the tunnel device sends to another machine, or does not know the node',
    look: "bridge fdb show, also at the other ends (each node's MAC address must lead to its address)",
  }),
  'tunnel-settings': () => ({
    what: "its tunnel device is not like the others', or is down",
    look: 'ip -d link show, beside another node (number, port, local address, state)',
  }),
  forwarding: ({ sysctl }) => ({
    what: 'it passes no packets on',
    look: `sysctl ${sysctl} (must be 1)`,
  }),
  'reverse-path': () => ({
    what: 'the reverse path filter drops what comes by another link than its answer would take',
    look: 'nstat -az TcpExtIPReversePathFilter (grows); sysctl -a --pattern rp_filter (1 is strict)',
  }),
  link: () => ({
    what: 'a link is down or gone',
    look: 'ip -s link (state, and errors that grow)',
  }),
  address: ({ flag }) => ({
    what: 'an address is missing there, or another machine has it too',
    look: `ip ${flag}-br addr; elsewhere ip ${flag}neigh (which MAC address answers for it)`,
  }),
  mac: () => ({
    what: 'two machines have one MAC address, as clones do',
    look: 'ip -br link, also on the other nodes (no MAC address may be there twice)',
  }),
  fabric: ({ filter, tunnel }) => ({
    what: `the network between the machines drops ${tunnel}: a security group, a hypervisor, a switch`,
    look: `tcpdump -ni any${filter && ` ${filter}`}, at both ends (they leave one and do not arrive at the other)`,
  }),
  mtu: () => ({ what: 'sizes do not fit', look: 'ip link (mtu)' }),
  loss: () => ({
    what: 'a link, a queue or a full table loses packets',
    look: 'ip -s link; nstat; conntrack -S; ethtool -S (counters that grow)',
  }),
  listener: ({ protocol }) => ({
    what: 'whoever is asked does not listen, or its queue is full',
    look: `ss -lnt${protocol === 'udp' ? 'u' : ''}; nstat -az TcpExtListenOverflows TcpExtListenDrops; sysctl net.core.somaxconn`,
  }),
  masquerade: () => ({
    what: "the packets keep the pod's address, to which nobody out there knows a way",
    look: `nft list ruleset; iptables-save -t nat (a MASQUERADE rule for the pods' range; Calico: natOutgoing of the pool; Flannel: --ip-masq, and Network must be the pods' range; Cilium: enable-ipv4-masquerade)`,
  }),
  redirect: () => ({
    what: 'a rule sends the packets elsewhere, as port mappings, meshes and proxies do',
    look: 'nft list ruleset; iptables-save -t nat (DNAT or REDIRECT for that address or port)',
  }),
  policy: () => ({
    what: 'a network policy denies it',
    look: 'kubectl get networkpolicy -A, and policies for the whole cluster: kubectl get globalnetworkpolicies,ciliumclusterwidenetworkpolicies',
  }),
  agent: ({ daemonSet, readyAgents }) => ({
    what: `the CNI's agent is stopped or lags behind${readyAgents ? ` (${readyAgents} are ready)` : ''}`,
    look: daemonSet
      ? `kubectl get pods -A -o wide | grep ${daemonSet} (ready there too?), and their logs`
      : 'kubectl get pods -A -o wide (its pods there), and their logs',
  }),
  'service-proxy': () => ({
    what: 'kube-proxy, or the CNI in its place, has not programmed the Services',
    look: 'kubectl --namespace kube-system get pods --selector k8s-app=kube-proxy -o wide, and their logs; on the nodes: nft list ruleset, or iptables-save -t nat | grep KUBE-SVC',
  }),
  'bridge-netfilter': () => ({
    what: 'answers of a pod on the same bridge pass by the rules that translate Services',
    look: 'sysctl net.bridge.bridge-nf-call-iptables (must be 1: modprobe br_netfilter)',
  }),
  hairpin: () => ({
    what: 'the bridge does not send frames back to the port that they came from',
    look: "bridge -d link show (hairpin on; the CNI plug-in's hairpinMode)",
  }),
  'checksum-offload': () => ({
    what: 'the card computes the checksums of packets in the tunnel wrongly',
    look: "for a try, ethtool --offload (the tunnel's device) tx-checksum-ip-generic off",
  }),
  dns: () => ({
    what: 'the DNS pods or their Service are not there',
    look: 'kubectl --namespace kube-system get pods,endpointslices --selector k8s-app=kube-dns, and their logs',
  }),
  metadata: () => ({
    what: 'the metadata service answers whoever is on the machine',
    look: 'aws ec2 describe-instances --query Reservations[].Instances[].MetadataOptions',
  }),
};
