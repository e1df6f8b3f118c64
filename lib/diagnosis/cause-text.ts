/** Causes and their remedies in words. The only place where these sentences are made. */
import { named } from '../base/lists';
import { predictedText, type Reason, reasonText } from '../check';
import { dropText } from '../datapath';
import { isNarrowed, placesOf } from './blame';
import type { Cause, CauseOf, Example, ServiceCause } from './cause';
import type { CauseWords } from './cause-words';
import type { Command } from './mend';
import { placeText, scopeText } from './scope/scope-text';
import { serviceText } from './service-text';

type Words = {
  readonly [Code in Exclude<Cause['code'], ServiceCause>]: (cause: CauseOf<Code>) => CauseWords;
};

/** A cause in words. Where several are left to blame, the remedy introduces their list. */
export function causeText(cause: Cause): CauseWords {
  const { remedy, ...said } =
    'mayFollow' in cause ? serviceText(cause) : (words[cause.code] as (cause: Cause) => CauseWords)(cause);
  if (!isNarrowed(cause)) return { ...said, remedy };
  const at = placesOf(cause);
  const where = at.length > 0 ? named(at, ' and ') : 'the nodes';
  return {
    ...said,
    remedy: `${remedy}${remedy ? '; left' : 'Left'} to blame, and what shows it on ${where}`,
  };
}

const reason = (why: Reason | undefined) => (why ? reasonText(why) : 'see its check');
const example = ({ from, to, why }: Example) => `${from} → ${to}: ${reason(why)}`;
const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
const chainRemedy = ({ hook, where }: CauseOf<'forward-drop'>) =>
  `Set the policy of its ${hook.toUpperCase()} chain to ACCEPT on ${where} (iptables -P ${hook.toUpperCase()} ACCEPT; Docker sets it to DROP; where both iptables-nft and iptables-legacy have rules, in the one that drops)`;

const words: Words = {
  'node-down': ({ node }) => ({
    cause: `${node} is down: nothing reaches it or its pods, and nothing comes from them, while the others reach one another`,
    remedy: `Start ${node} again, or take it out of the cluster; if it runs, look at its links there: ip link`,
  }),
  'link-down': ({ host, link, peer }) => ({
    cause: `${link} of ${host}${peer ? ` (the other end of ${peer.link} of ${peer.host})` : ''} is down, and what is behind it is cut off`,
    remedy: `Bring it up: ip link set dev ${link} up, on ${host}; if it is up already, look at the cable or the port`,
  }),
  'duplicate-address': ({ addresses, more, kind, sharedRange }) => ({
    cause: `${addresses.map(({ address, endpoints }) => `${address} is on ${named(endpoints, ' and ')}`).join('; ')}${more > 0 ? `, and ${counted(more, 'more address is', 'more addresses are')} used twice` : ''}. ${sharedRange ? sharedRangeText(addresses[0]?.address) : 'Packets for it reach the one that the routes lead to, and never the other'}`,
    remedy: duplicateRemedy(kind, sharedRange),
  }),
  'address-outside-range': ({ endpoints, address, within }) => ({
    cause: `${endpoints.slice(0, 3).join(', ')}${endpoints.length > 3 ? ' and others' : ''}: the address ${address} lies outside its node's range ${within}. The other nodes' routes lead to the planned range, so that packets for these addresses go astray`,
    remedy: `Make the CNI hand out addresses of ${within} there: compare Node.spec.podCIDR with what the CNI was given (its IP pool, subnet.env or CiliumNode)`,
  }),
  'source-destination-check': ({ where, rule }) => ({
    cause: `Packets with pods' addresses are dropped at the network interface of ${where} ("${rule}"): the cloud lets through only what comes from the machine's own address or goes to it`,
    remedy: `Turn the source/destination check of ${where} off (EC2: aws ec2 modify-instance-attribute --no-source-dest-check), or choose a mode that encapsulates`,
  }),
  'tunnel-port-blocked': ({ where, rule, protocol, port }) => ({
    cause: `${where} drops the tunnel's packets ("${rule}"): what stays on a node passes, everything from other nodes' pods is lost there`,
    remedy: `Let ${port === undefined ? `protocol ${protocol}` : `UDP port ${port}`} in from the other nodes: firewall of ${where}, or its security group${port === undefined ? '; some clouds never pass that protocol, and need a mode with VXLAN' : ''}`,
  }),
  'one-way-block': ({ where, rule, sources }) => ({
    cause: `${where} drops what comes from ${sources.join(', ')} ("${rule}"): one direction is closed, so that no exchange of the two completes`,
    remedy: `Remove the rule "${rule}" from ${where}`,
  }),
  'policy-drop': ({ where, rule, protocol, destinations }) => ({
    cause: `A policy on ${where} drops ${protocol ?? 'packets'} for ${destinations.join(', ')} ("${rule}")`,
    remedy: 'Allow it with a NetworkPolicy, or delete the one that denies it: kubectl get networkpolicy -A',
  }),
  'forward-drop': (cause) => ({
    cause: `${cause.where} drops everything that it should forward for its pods ("${cause.rule}")`,
    remedy: chainRemedy(cause),
  }),
  filtered: (cause) => ({
    cause: `${cause.where} drops what it should accept ("${cause.rule}")`,
    remedy: chainRemedy(cause),
  }),
  'forwarding-off': ({ node }) => ({
    cause: `${node} forwards no packets: ip_forward is off, so that nothing gets from its pods to the network or back`,
    remedy: `sysctl -w net.ipv4.ip_forward=1 on ${node}, and keep it in /etc/sysctl.d`,
  }),
  'gateway-missing': ({ node, mend }) => ({
    cause: `The bridge of ${node} has lost its address: the pods there find no gateway, and ${node} itself has no route to them`,
    remedy: `${set(mend, `Give the bridge of ${node} its address back`)}, and see what took it`,
  }),
  'route-missing': ({ where, pod, range, node, byDefault, mend }) =>
    pod
      ? {
          cause: `${where} has no route to ${range} (${node}), nor to anything else outside of its own network`,
          remedy: `${set(mend, 'Give it a default route')}, or delete the pod, so that the CNI's plug-in makes it anew`,
        }
      : {
          cause: `${where} has no route to ${range} (${node})${byDefault ? '; its default route takes the packets to the router, which drops them' : ''}`,
          remedy: `${set(mend, `Give ${where} a route to ${range} that leads to ${node}`)}, and look why the CNI's agent there did not program it`,
        },
  'bgp-session-down': ({ host, peer, range }) => ({
    cause: `${host} has not learnt the route to ${range} from ${peer}: the two have no BGP session`,
    remedy: `See the sessions on both (birdc show protocols, calicoctl node status) and open TCP port 179 between ${host} and ${peer}`,
  }),
  'blackhole-route': ({ where, node, drop, mend }) => ({
    cause: `${dropText(drop)}, and so drops what should go to ${node}`,
    remedy: `${set(mend, `Delete the route on ${where} (ip route del ${drop.code}${'range' in drop ? ` ${drop.range}` : ''})`)}, and see why the CNI left it: a range that moved to another node`,
  }),
  'route-wrong-node': ({ round, range, node, destination, mend }) => ({
    cause: `${[...round].sort().join(' and ')} send packets for ${range} to one another in a loop; the range belongs to ${node}`,
    remedy: `${set(mend, `Make the route to ${range} on ${round.join(' and ')} lead to ${node}`)}; it can be seen on ${round[0]}: ip route get ${destination}`,
  }),
  'forwarding-entry-wrong': ({ host, link, mac, where, mend }) => ({
    cause: `${link} of ${host} sends packets for ${mac} to ${where}, which is not the node that has it`,
    remedy: `${set(mend, `Correct the forwarding entry for ${mac} on ${link} of ${host}`)}, and see why the CNI's agent did not follow the node's move`,
  }),
  'neighbour-stale': ({ host, link, address, mac, mend }) => ({
    cause: `${host} takes ${mac} for the MAC address of ${address} on ${link}, and nobody there has it`,
    remedy: mend
      ? set(mend, '')
      : `Delete the stale entry on ${host}, so that it is asked for again: ip neigh del ${address} dev ${link}`,
  }),
  'forwarding-entry-missing': ({ where, node, drop, device = 'the tunnel device', mend }) => ({
    cause: `${dropText(drop)}: it does not know that ${node} is behind it`,
    remedy: `${set(mend, `Add the entry for ${node} to ${device} of ${where} (bridge fdb append)`)}, and see why the CNI's agent there has not heard of ${node}`,
  }),
  'overlapping-range': ({ where, link, own, node, range }) => ({
    cause: `${link} on ${where} has the range ${own}, which overlaps the share of ${node} (${range}): packets for pods there stay on ${where}, where nobody has the address`,
    remedy: `Give ${link} another range (Docker: default-address-pools in daemon.json), or the cluster another pod network`,
  }),
  'neighbour-missing': ({ where, drop, tunnel, address, mend }) => ({
    cause: `${dropText(drop)}${tunnel ? ': a tunnel device asks nobody, the CNI must program the entry' : ''}`,
    remedy: tunnel
      ? `${set(mend, `Add the entry for ${address} on ${where} (ip neigh add)`)}, and see why the CNI's agent did not`
      : `See on ${where} who answers for ${address}: ip neigh`,
  }),
  'proxy-arp-off': ({ node, where, gateway, mend }) => ({
    cause: `${node} does not answer when ${where} asks for its gateway ${gateway}: no host has that address, the node's end of the cable must answer in its place (proxy_arp)`,
    remedy: `${set(mend, `Set proxy_arp to 1 on ${node} for the link to ${where}`)}, and see that the node has a default route, without which the kernel does not answer`,
  }),
  'tunnel-mismatch': ({ where, host, drop, sender, others }) => ({
    cause: `${dropText(drop)}: the tunnel devices of ${where} and ${sender ?? others.join(', ')} do not match (number or port)`,
    remedy: `Compare the two: ip -d link show type vxlan, on ${host} and ${sender ?? others.join(', ')}; give all nodes the same VNI and port`,
  }),
  'reverse-path-filter': ({ where, drop }) => ({
    cause: `${dropText(drop)}. The way there and the way back differ, and rp_filter is strict on ${where}`,
    remedy: `Make both directions take one way (compare the routes on ${where} and at the other end), or set net.ipv4.conf.*.rp_filter to 2 there`,
  }),
  'source-translated': ({ seen }) => ({
    cause:
      'refusedBy' in seen
        ? `${seen.where} gives packets between pods the source ${seen.source} ("${seen.rule}"), and ${seen.refusedBy} takes only the pods' own addresses out of the tunnel`
        : `Receivers see another source address than the pod's own: ${example(seen)}`,
    remedy:
      "Exempt traffic inside the pod network from masquerading: the RETURN rule must come before the MASQUERADE rule in POSTROUTING, and name the whole pod network (Flannel: Network; Calico: the pool's CIDR; Cilium: ipv4NativeRoutingCIDR)",
  }),
  'node-source-translated': ({ seen }) => ({
    cause: `Pods see another source address than the node's own: ${example(seen)}`,
    remedy:
      'Find the MASQUERADE or SNAT rule on the receiving node (nft list ruleset, iptables -t nat -S) and exempt the nodes from it',
  }),
  'egress-not-masqueraded': ({ seen, nodes }) => ({
    cause: `Packets of pods${onNodes(nodes)} leave with the pod's own address, which nobody outside of the cluster knows a way to: ${seen.source ? `${seen.from} → ${seen.to}: the receiver saw ${seen.source}` : example(seen)}`,
    remedy:
      "Have the CNI masquerade what leaves the pod network, on every node and for the pods' whole range (Calico: natOutgoing of the pool; Flannel: --ip-masq, and Network as the cluster's pod range; Cilium: enable-ipv4-masquerade)",
  }),
  'egress-cut-off': ({ checks, nodes, inside, example: one }) => ({
    cause: `Pods${onNodes(nodes)} do not reach what is outside of the cluster${inside ? ', while everything inside passes' : ''} (${counted(checks, 'exchange', 'exchanges')}): ${example(one)}`,
    remedy: `See whether the node itself gets out, and with which source the packets leave: tcpdump -ni any host ${one.to.replace(/^outside:/, '')}`,
  }),
  'packet-loss': ({ nodePairs, again, place }) => ({
    cause: `Some packets get lost and others of the same kind do not: between ${nodePairs === 1 ? 'the same two nodes' : `${nodePairs} pairs of nodes`} ${
      again
        ? `what failed passes ${again.passed} times of ${again.tries} when it is tried again`
        : 'some exchanges pass and others do not'
    }${placeText(place)}`,
    remedy: '',
  }),
  'mtu-black-hole': ({ pairs, seen, drop, place, passes, fits }) => ({
    cause: `${vanishing(pairs, seen)}${drop ? `. ${dropText(drop)}` : placeText(place)}`,
    remedy: drop
      ? 'Raise the MTU of that link, or have the nodes and pods send smaller packets; no ICMP error reports it to the sender there'
      : `Look for the link there that takes ${passes === undefined ? 'less' : `${passes} bytes`} (ip link; a bridge's port, the port of a switch, the hypervisor), and raise its MTU; else have everything that sends that way send smaller packets${fits === undefined ? '' : ` (pods: ${fits} bytes)`}`,
  }),
  'card-mtu': ({ node, link, mtu, others, pairs }) => ({
    cause: `${link ? `${link} of ${node}` : `The card of ${node}`} has MTU ${mtu}, the other nodes' have ${others} (${pairsText(pairs)})`,
    remedy: `Give it what the others have: ip link set dev ${link ?? '(the card)'} mtu ${others}, on ${node}; where it cannot take that, give all nodes ${mtu} and the CNI's agents anew the chance to see it`,
  }),
  'underlay-mtu': ({ mtu, planned, pairs }) => ({
    cause: `All nodes' cards have MTU ${mtu}, and the plan says ${planned} (${pairsText(pairs)})`,
    remedy: `Say what they have (underlayMtu: ${mtu}), or give them ${planned}`,
  }),
  'frag-needed-suppressed': ({ pairs, seen, drop, host, rule }) => ({
    cause: `${vanishing(pairs, seen)}. ${dropText(drop)}, and the ICMP error about it ("fragmentation needed") is dropped: ${rule}. Path MTU discovery cannot work`,
    remedy: `Let ICMP out of ${host}, and lower the MTU of the pods to what the tunnel leaves`,
  }),
  'mtu-too-high': ({ pairs, seen, drop, fits }) =>
    drop
      ? {
          cause: `${vanishing(pairs, seen)}. ${dropText(drop)}: the pods' MTU leaves no room for the tunnel's headers`,
          remedy: `Lower the pods' MTU (and their bridge's) to ${fits}: the underlay's MTU less the overhead of the encapsulation`,
        }
      : {
          cause: `The MTU leaves no room for the tunnel's headers (${pairsText(pairs)}): ${example(seen)}`,
          remedy: `Lower the MTU of pods and tunnel devices to ${fits}: the underlay's MTU less the overhead of the encapsulation`,
        },
  'mtu-wasteful': ({ pairs, seen, fits, place }) => ({
    cause: `Packets are smaller than they need be (${pairsText(pairs)}): ${example(seen)}${placeText(place)}`,
    remedy: `Raise the pods' MTU to ${fits} in the CNI's configuration; pods from before a change keep theirs, and with them their bridge, until they are made again`,
  }),
  'as-predicted': ({ why, from, to }) => ({
    cause: `As the computed state says: ${predictedText(why)}`,
    remedy: `testbed explain ${from} ${to} shows the way of the packet and the entry that decides`,
  }),
  'address-missing': ({ endpoint, planned, has }) => ({
    cause: `${endpoint} does not have its address ${planned}, but ${has.join(', ') || 'none'}`,
    remedy: `See what took it (on it: ip addr), and give it back`,
  }),
  'not-reported': ({ checks }) => ({
    cause: `The Jobs that were to ask did not report on ${counted(checks, 'check', 'checks')}: nothing is known of the network there`,
    remedy: 'Run again; see the logs of these Jobs',
  }),
  'shares-equal': ({ share, nodes }) => ({
    cause: `Node.spec.podCIDR is ${share} on ${named(nodes, ' and ')}: their pods get the same addresses`,
    remedy:
      "One part alone must hand out the shares: kube-controller-manager (--allocate-node-cidrs, --cluster-cidr wider than --node-cidr-mask-size). A node's share cannot be changed: drain the node, delete its Node object and let it join again",
  }),
  'shares-missing': ({ nodes }) => ({
    cause: `Node.spec.podCIDR is empty on ${named(nodes, ' and ')}, while the other nodes have a share`,
    remedy:
      'See whether the pod network has a share left for them (kube-controller-manager: --cluster-cidr, --node-cidr-mask-size), and its logs: CIDRNotAvailable',
  }),
  'announced-equal': ({ what, value, nodes }) => ({
    cause: `The CNI's agents of ${named(nodes, ' and ')} announce one ${what === 'mac' ? 'MAC address of their tunnel devices' : 'address for their nodes'}, ${value}: the others' packets for them end at the wrong one`,
    remedy:
      what === 'mac'
        ? 'Give cloned machines identities of their own (/etc/machine-id), delete the tunnel device and start the agents again'
        : 'Have the agents take the card that the nodes reach one another by, not the one that is the same on each, such as a NAT card (Flannel: --iface; Calico: IP_AUTODETECTION_METHOD; Cilium: devices), and the kubelets too (--node-ip)',
  }),
  'announced-other': ({ node, announced, address }) => ({
    cause: `The CNI's agent on ${node} took ${announced} for the node's address, and its Node object has ${address}, as the agents of the other nodes have theirs`,
    remedy:
      'Have the agent take the right card (Calico: IP_AUTODETECTION_METHOD, such as kubernetes-internal-ip; Flannel: --iface; Cilium: devices), and start it again',
  }),
  narrowed: ({ checks, scope, example: { from, to, why }, tunnel, agents, lab }) => ({
    cause: `${counted(checks, 'exchange fails', 'exchanges fail')}; ${scopeText(scope)}${tunnel ? `; what fails goes through a tunnel (${tunnel.port === undefined ? 'protocol 4' : `UDP port ${tunnel.port}`})` : ''}${agents ? `; of the agents (${agents.daemonSet}) ${agents.ready} of ${agents.wanted} are ready` : ''}: ${from} → ${to}: ${reason(why)}`,
    remedy: lab ? `testbed explain --trace ${from} ${to} shows between which two hops it is lost` : '',
  }),
};

/** The commands that mend it; the words where none are known. */
function set(mend: readonly Command[] | undefined, words: string): string {
  if (!mend || mend.length === 0) return words;
  return mend.map(({ where, command }) => `on ${where}: ${command.join(' ')}`).join('; ');
}

const onNodes = (nodes: readonly string[]) => (nodes.length > 0 ? ` on ${named(nodes, ' and ')}` : '');

function duplicateRemedy(kind: 'pod' | 'node', sharedRange: boolean): string {
  if (kind === 'node')
    return "Give every machine an address of its own that the others reach: another card than the one that is the same on each, such as Vagrant's NAT card (kubelet: --node-ip); of cloned machines, renew what was cloned";
  return sharedRange
    ? 'Give every node a range of its own and routes to the others: that is what a CNI does (--cni flannel)'
    : 'Delete one of the pods, so that the CNI gives it another address, and find out why its address store gave one address twice';
}

const pairsText = (pairs: number) => `${pairs} pairs and directions`;

function vanishing(pairs: number, seen: Example): string {
  return `Small packets pass and large ones vanish (${pairsText(pairs)}): ${example(seen)}`;
}

function sharedRangeText(address: string | undefined): string {
  return `Each node takes the range for its own: its route to ${address} leads onto its own bridge, so a packet for ${address} never leaves its node, and only the pod on the sender's side of the network can get it`;
}
