/** Causes and their remedies in words. The only place where these sentences are made. */
import { named } from '../base/lists';
import { predictedText, type Reason, reasonText } from '../check';
import { dropText } from '../datapath';
import type { Cause, CauseOf, Example, ServiceCause } from './cause';
import type { CauseWords } from './cause-words';
import { placeText } from './place-text';
import { serviceText } from './service-text';

type Words = {
  readonly [Code in Exclude<Cause['code'], ServiceCause>]: (cause: CauseOf<Code>) => CauseWords;
};

/** A cause in words. */
export function causeText(cause: Cause): CauseWords {
  if ('mayFollow' in cause) return serviceText(cause);
  return (words[cause.code] as (cause: Cause) => CauseWords)(cause);
}

const reason = (why: Reason | undefined) => (why ? reasonText(why) : 'see its check');
const example = ({ from, to, why }: Example) => `${from} → ${to}: ${reason(why)}`;
const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
const chainRemedy = ({ hook, where }: CauseOf<'forward-drop'>) =>
  `Set the policy of its ${hook.toUpperCase()} chain to ACCEPT on ${where} (iptables -P ${hook.toUpperCase()} ACCEPT; Docker sets it to DROP)`;

const words: Words = {
  'node-down': ({ node }) => ({
    cause: `${node} is down: nothing reaches it or its pods, and nothing comes from them, while the others reach one another`,
    remedy: `Start ${node} again, or take it out of the cluster; if it runs, look at its links there: ip link`,
  }),
  'link-down': ({ host, link, peer }) => ({
    cause: `${link} of ${host}${peer ? ` (the other end of ${peer.link} of ${peer.host})` : ''} is down, and what is behind it is cut off`,
    remedy: `Bring it up: ip link set dev ${link} up, on ${host}; if it is up already, look at the cable or the port`,
  }),
  'duplicate-address': ({ addresses, more, sharedRange }) => ({
    cause: `${addresses.map(({ address, endpoints }) => `${address} is on ${named(endpoints, ' and ')}`).join('; ')}${more > 0 ? `, and ${counted(more, 'more address is', 'more addresses are')} used twice` : ''}. ${sharedRange ? sharedRangeText(addresses[0]?.address) : 'Packets for it reach the one that the routes lead to, and never the other'}`,
    remedy: sharedRange
      ? 'Give every node a range of its own and routes to the others: that is what a CNI does (--cni flannel)'
      : 'Delete one of the pods, so that the CNI gives it another address, and find out why its address store gave one address twice',
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
    remedy: `Let ${port === undefined ? `protocol ${protocol}` : `UDP port ${port}`} in from the other nodes: firewall of ${where}, or its security group`,
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
  'gateway-missing': ({ node }) => ({
    cause: `The bridge of ${node} has lost its address: the pods there find no gateway, and ${node} itself has no route to them`,
    remedy: `Give the bridge of ${node} its address back (ip addr add GATEWAY/PREFIX dev BRIDGE), and see what took it`,
  }),
  'route-missing': ({ where, pod, range, node, byDefault }) =>
    pod
      ? {
          cause: `${where} has no route to ${range} (${node}), nor to anything else outside of its own network`,
          remedy: `Look why the CNI's plug-in did not give it a default route (in it: ip route); delete the pod, so that it is made anew`,
        }
      : {
          cause: `${where} has no route to ${range} (${node})${byDefault ? '; its default route takes the packets to the router, which drops them' : ''}`,
          remedy: `Look why the CNI's agent on ${where} did not program it; on ${where}: ip route; by hand: ip route add ${range} via NEXT-HOP`,
        },
  'bgp-session-down': ({ host, peer, range }) => ({
    cause: `${host} has not learnt the route to ${range} from ${peer}: the two have no BGP session`,
    remedy: `See the sessions on both (birdc show protocols, calicoctl node status) and open TCP port 179 between ${host} and ${peer}`,
  }),
  'blackhole-route': ({ where, node, drop }) => ({
    cause: `${dropText(drop)}, and so drops what should go to ${node}`,
    remedy: `Delete the route on ${where} (ip route del ${drop.code} …), and see why the CNI left it: a range that moved to another node`,
  }),
  'route-wrong-node': ({ round, range, node, destination }) => ({
    cause: `${[...round].sort().join(' and ')} send packets for ${range} to one another in a loop; the range belongs to ${node}`,
    remedy: `Make the route to ${range} on ${round.join(' and ')} lead to ${node}; on ${round[0]}: ip route get ${destination}`,
  }),
  'forwarding-entry-wrong': ({ host, link, mac, where }) => ({
    cause: `${link} of ${host} sends packets for ${mac} to ${where}, which is not the node that has it`,
    remedy: `Correct the forwarding entry on ${host}: bridge fdb replace ${mac} dev ${link} dst …; see why the CNI's agent did not follow the node's move`,
  }),
  'neighbour-stale': ({ host, link, address, mac }) => ({
    cause: `${host} takes ${mac} for the MAC address of ${address} on ${link}, and nobody there has it`,
    remedy: `Delete the stale entry on ${host}: ip neigh del ${address} dev ${link}`,
  }),
  'forwarding-entry-missing': ({ where, node, drop, device = 'the tunnel device' }) => ({
    cause: `${dropText(drop)}: it does not know that ${node} is behind it`,
    remedy: `Add the entry on ${where} (bridge fdb append … dev ${device} dst ADDRESS-OF-${node.toUpperCase()}), and see why the CNI's agent there has not heard of ${node}`,
  }),
  'overlapping-range': ({ where, link, own, node, range }) => ({
    cause: `${link} on ${where} has the range ${own}, which overlaps the share of ${node} (${range}): packets for pods there stay on ${where}, where nobody has the address`,
    remedy: `Give ${link} another range (Docker: default-address-pools in daemon.json), or the cluster another pod network`,
  }),
  'neighbour-missing': ({ where, drop, tunnel, address, link }) => ({
    cause: `${dropText(drop)}${tunnel ? ': a tunnel device asks nobody, the CNI must program the entry' : ''}`,
    remedy: `See ip neigh on ${where}; by hand: ip neigh add ${address} lladdr MAC dev ${link} nud permanent`,
  }),
  'proxy-arp-off': ({ node, where, gateway }) => ({
    cause: `${node} does not answer when ${where} asks for its gateway ${gateway}: no host has that address, the node's end of the cable must answer in its place (proxy_arp)`,
    remedy: `Set net.ipv4.conf.LINK.proxy_arp to 1 for the link of ${where} on ${node}, and see that the node has a default route, without which the kernel does not answer`,
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
      'Exempt traffic inside the pod network from masquerading: its RETURN rule must come before the MASQUERADE rule in POSTROUTING',
  }),
  'node-source-translated': ({ seen }) => ({
    cause: `Pods see another source address than the node's own: ${example(seen)}`,
    remedy:
      'Find the MASQUERADE or SNAT rule on the receiving node (nft list ruleset, iptables -t nat -S) and exempt the nodes from it',
  }),
  'egress-not-masqueraded': ({ seen }) => ({
    cause: `Packets leave the cluster without their node's address: ${example(seen)}`,
    remedy:
      'Have the CNI masquerade what leaves the pod network: in POSTROUTING of every node, a MASQUERADE rule for packets from the pod network to anywhere else',
  }),
  'packet-loss': ({ nodePairs, again, place }) => ({
    cause: `Packets get lost at random: between ${nodePairs === 1 ? 'the same two nodes' : `${nodePairs} pairs of nodes`} ${
      again
        ? `what failed passes ${again.passed} times of ${again.tries} when it is tried again`
        : 'some exchanges pass and others of the same kind do not'
    }${placeText(place)}`,
    remedy:
      'Look at the error and drop counters of links, queues and conntrack there: ip -s link; nstat; ethtool -S',
  }),
  'mtu-black-hole': ({ pairs, seen, drop }) => ({
    cause: `${vanishing(pairs, seen)}${drop ? `. ${dropText(drop)}` : ''}`,
    remedy: drop
      ? 'Raise the MTU of that link, or have the nodes and pods send smaller packets; no ICMP error reports it to the sender there'
      : 'Lower the MTU of pods and tunnel devices to the underlay MTU less the overhead of the encapsulation',
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
  'state-differs': ({ checks, place }) => ({
    cause: `${counted(checks, 'check fails', 'checks fail')} that the computed state lets pass: the state of the machine differs from it${placeText(place)}`,
    remedy:
      'Look at routes, neighbours, forwarding entries and filters there, the firewall between the nodes included: ip route; ip neigh; bridge fdb; nft list ruleset; iptables-save (in a lab: testbed exec NODE -- …)',
  }),
  unreachable: ({ checks, place, why }) => ({
    cause: `${counted(checks, 'exchange fails', 'exchanges fail')}${placeText(place)}: ${reason(why)}`,
    remedy:
      "Look at the CNI's agents on these nodes and at the firewall between them; with --cni and --mode, or --spec, the way of the packet is predicted too",
  }),
};

const pairsText = (pairs: number) => `${pairs} pairs and directions`;

function vanishing(pairs: number, seen: Example): string {
  return `Small packets pass and large ones vanish (${pairsText(pairs)}): ${example(seen)}`;
}

function sharedRangeText(address: string | undefined): string {
  return `Each node takes the range for its own: its route to ${address} leads onto its own bridge, so a packet for ${address} never leaves its node, and only the pod on the sender's side of the network can get it`;
}
