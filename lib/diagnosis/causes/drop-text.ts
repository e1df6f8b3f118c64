import { named } from '../../base/lists';
import { predictedText } from '../../check';
import { dropText } from '../../datapath';
import type { CauseOf } from './cause';
import type { WordsOf } from './cause-words';
import type { DropCause } from './drop-cause';
import { mendText } from './phrases';

/** The words for each. */
export const dropWords: WordsOf<DropCause> = {
  'node-down': ({ node }) => ({
    cause: `${node} is down: nothing reaches it or its pods, and nothing comes from them, while the others reach one another`,
    remedy: `Start ${node} again, or take it out of the cluster; if it runs, look at its links there: ip link`,
  }),
  'link-down': ({ host, link, peer }) => ({
    cause: `${link} of ${host}${peer ? ` (the other end of ${peer.link} of ${peer.host})` : ''} is down, and what is behind it is cut off`,
    remedy: `Bring it up: ip link set dev ${link} up, on ${host}; if it is up already, look at the cable or the port`,
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
  'forwarding-off': ({ node, family }) => {
    const [what, name] =
      family === 'ipv6'
        ? ['no IPv6 packets: ipv6.conf.all.forwarding', 'ipv6.conf.all.forwarding']
        : ['no packets: ip_forward', 'ipv4.ip_forward'];
    return {
      cause: `${node} forwards ${what} is off, so that nothing gets from its pods to the network or back`,
      remedy: `sysctl -w net.${name}=1 on ${node}, and keep it in /etc/sysctl.d`,
    };
  },
  'gateway-missing': ({ node, mend }) => ({
    cause: `The bridge of ${node} has lost its address: the pods there find no gateway, and ${node} itself has no route to them`,
    remedy: `${mendText(mend, `Give the bridge of ${node} its address back`)}, and see what took it`,
  }),
  'route-missing': ({ where, pod, range, node, byDefault, mend }) =>
    pod
      ? {
          cause: `${where} has no route to ${range} (${node}), nor to anything else outside of its own network`,
          remedy: `${mendText(mend, 'Give it a default route')}, or delete the pod, so that the CNI's plug-in makes it anew`,
        }
      : {
          cause: `${where} has no route to ${range} (${node})${byDefault ? '; its default route takes the packets to the router, which drops them' : ''}`,
          remedy: `${mendText(mend, `Give ${where} a route to ${range} that leads to ${node}`)}, and look why the CNI's agent there did not program it`,
        },
  'no-pod-routes': ({ nodes, shares, more, byDefault, mend }) => ({
    cause: `${named(nodes, nodes.length > 2 ? ', ' : ' and ')} ${nodes.length === 1 ? 'has' : 'have'} no routes to other nodes' shares of the pod network (${shares.map(({ range, node }) => `${range} on ${node}`).join(', ')}${more > 0 ? `, and ${more} more` : ''}), and nobody has told them where these are${byDefault ? ': default routes take the packets to the router, which knows no pods and drops them' : ''}`,
    remedy: `Give every node a route to the share of each other one: that is what a CNI does (--cni flannel)${mend ? `, or by hand, ${mendText(mend, '')}` : ''}`,
  }),
  'bgp-session-down': ({ host, peer, range }) => ({
    cause: `${host} has not learnt the route to ${range} from ${peer}: the two have no BGP session`,
    remedy: `See the sessions on both (birdc show protocols, calicoctl node status) and open TCP port 179 between ${host} and ${peer}`,
  }),
  'blackhole-route': ({ where, node, drop, mend }) => ({
    cause: `${dropText(drop)}, and so drops what should go to ${node}`,
    remedy: `${mendText(mend, `Delete the route on ${where} (ip route del ${drop.code}${'range' in drop ? ` ${drop.range}` : ''})`)}, and see why the CNI left it: a range that moved to another node`,
  }),
  'route-wrong-node': ({ round, range, node, destination, mend }) => ({
    cause: `${[...round].sort().join(' and ')} send packets for ${range} to one another in a loop; the range belongs to ${node}`,
    remedy: `${mendText(mend, `Make the route to ${range} on ${round.join(' and ')} lead to ${node}`)}; it can be seen on ${round[0]}: ip route get ${destination}`,
  }),
  'forwarding-entry-wrong': ({ host, link, mac, where, mend }) => ({
    cause: `${link} of ${host} sends packets for ${mac} to ${where}, which is not the node that has it`,
    remedy: `${mendText(mend, `Correct the forwarding entry for ${mac} on ${link} of ${host}`)}, and see why the CNI's agent did not follow the node's move`,
  }),
  'neighbour-stale': ({ host, link, address, mac, mend }) => ({
    cause: `${host} takes ${mac} for the MAC address of ${address} on ${link}, and nobody there has it`,
    remedy: mend
      ? mendText(mend, '')
      : `Delete the stale entry on ${host}, so that it is asked for again: ip neigh del ${address} dev ${link}`,
  }),
  'forwarding-entry-missing': ({ where, node, drop, device = 'the tunnel device', mend }) => ({
    cause: `${dropText(drop)}: it does not know that ${node} is behind it`,
    remedy: `${mendText(mend, `Add the entry for ${node} to ${device} of ${where} (bridge fdb append)`)}, and see why the CNI's agent there has not heard of ${node}`,
  }),
  'overlapping-range': ({ where, link, own, node, range }) => ({
    cause: `${link} on ${where} has the range ${own}, which overlaps the share of ${node} (${range}): packets for pods there stay on ${where}, where nobody has the address`,
    remedy: `Give ${link} another range (Docker: default-address-pools in daemon.json), or the cluster another pod network`,
  }),
  'neighbour-missing': ({ where, drop, tunnel, address, mend }) => ({
    cause: `${dropText(drop)}${tunnel ? ': a tunnel device asks nobody, the CNI must program the entry' : ''}`,
    remedy: tunnel
      ? `${mendText(mend, `Add the entry for ${address} on ${where} (ip neigh add)`)}, and see why the CNI's agent did not`
      : `See on ${where} who answers for ${address}: ip neigh`,
  }),
  'proxy-arp-off': ({ node, where, gateway, mend }) => ({
    cause: `${node} does not answer when ${where} asks for its gateway ${gateway}: no host has that address, the node's end of the cable must answer in its place (proxy_arp)`,
    remedy: `${mendText(mend, `Set proxy_arp to 1 on ${node} for the link to ${where}`)}, and see that the node has a default route, without which the kernel does not answer`,
  }),
  'tunnel-mismatch': ({ where, host, drop, sender, others }) => ({
    cause: `${dropText(drop)}: the tunnel devices of ${where} and ${sender ?? others.join(', ')} do not match (number or port)`,
    remedy: `Compare the two: ip -d link show type vxlan, on ${host} and ${sender ?? others.join(', ')}; give all nodes the same VNI and port`,
  }),
  'reverse-path-filter': ({ where, drop }) => ({
    cause: `${dropText(drop)}. The way there and the way back differ, and rp_filter is strict on ${where}`,
    remedy: `Make both directions take one way (compare the routes on ${where} and at the other end), or set net.ipv4.conf.*.rp_filter to 2 there`,
  }),
  'asymmetric-route': ({ where, towards, route, link, card, strict, otherSource, mend }) => ({
    cause: `${where} sends what is for ${named(towards, ' and ')} by ${link} (its route ${route}), and what comes from there comes in by ${card}: answers leave by another card than requests come in by${otherSource ? ', and its own requests have another source address' : ''}${strict ? `; the reverse path filter of ${card} is strict, and drops what would be answered by another one` : ''}`,
    remedy: `${mendText(mend, '')}, and see what set the route, such as DHCP or a network manager`,
  }),
  'bridge-netfilter-off': ({ node }) => ({
    cause: `Answers of pods on ${node} to pods of the same bridge are not translated back: the bridge does not ask the rules of IP (net.bridge.bridge-nf-call-iptables)`,
    remedy: `On ${node}: modprobe br_netfilter, then sysctl -w net.bridge.bridge-nf-call-iptables=1 and net.bridge.bridge-nf-call-ip6tables=1, and keep them in /etc/sysctl.d`,
  }),
  'hairpin-off': ({ host, link }) => ({
    cause: `The bridge port ${link} of ${host} sends no frame back to where it came from: a pod behind it does not reach itself through a Service`,
    remedy: `bridge link set dev ${link} hairpin on, on ${host}, and set the CNI plug-in's hairpinMode, which does so for new pods`,
  }),
  'ports-isolated': ({ host, nodes }) => ({
    cause: `${host} passes frames between nodes and the gateway, and none between nodes: ${named(nodes.slice(0, 6), nodes.length > 2 ? ', ' : ' and ')}${nodes.length > 6 ? ' and others' : ''} are in one subnet and cannot reach one another by it`,
    remedy: `Have the switch pass frames between their ports (a Linux bridge: bridge link set dev PORT isolated off). Where the network is meant so, as Hetzner's and Google's are, send all by the gateway: cards with the address as a single one (/32) and a route by the gateway, and in the spec layer2: false for the zone`,
  }),
  'service-without-endpoints': ({ where, rule }) => ({
    cause: `${where} knows no endpoints of a Service and refuses what is for it ("${rule}")`,
    remedy: `See whether the Service has any (kubectl get endpointslices), and, if other nodes know them, why kube-proxy on ${where} does not: its logs`,
  }),
  'node-port-blocked': ({ where, rule }) => ({
    cause: `${where} drops what comes for its NodePorts ("${rule}")`,
    remedy: `Let the range of NodePorts (30000 to 32767) in: firewall of ${where}, or its security group`,
  }),
  'control-port-blocked': ({ of, where, rule }) => ({
    cause: `${where} drops what comes for ${listeners[of]} ("${rule}")`,
    remedy: `Let ${listenedBy[of]} in: firewall of ${where}, or its security group`,
  }),
  'as-predicted': ({ why, from, to }) => ({
    cause: `As the computed state says: ${predictedText(why)}`,
    remedy: `testbed explain ${from} ${to} shows the way of the packet and the entry that decides`,
  }),
};

const listeners = { 'api-server': 'the API server', kubelet: 'its kubelet' } as const;
const listenedBy = {
  'api-server': 'TCP 6443, or the port that the API server has, from all nodes and pods',
  kubelet: 'TCP 10250 from the control planes',
} as const;

const chainRemedy = ({ hook, where }: CauseOf<'forward-drop'>) =>
  `Set the policy of its ${hook.toUpperCase()} chain to ACCEPT on ${where} (iptables -P ${hook.toUpperCase()} ACCEPT; Docker sets it to DROP; where both iptables-nft and iptables-legacy have rules, in the one that drops)`;
