import { named } from '../../base/lists';
import type { AddressCause } from './address-cause';
import type { WordsOf } from './cause-words';
import { counted } from './phrases';

/** Settings of agents and kubelets that name the node's card. */
const rightCard =
  'Have the agents take the card that the nodes reach one another by, not the one that is the same on each, such as a NAT card (Flannel: --iface; Calico: IP_AUTODETECTION_METHOD; Cilium: devices), and the kubelets too (--node-ip)';

/** The words for each. */
export const addressWords: WordsOf<AddressCause> = {
  'duplicate-address': ({ addresses, more, kind, sharedRange }) => ({
    cause: `${addresses.map(({ address, endpoints }) => `${address} is on ${named(endpoints, ' and ')}`).join('; ')}${more > 0 ? `, and ${counted(more, 'more address is', 'more addresses are')} used twice` : ''}. ${sharedRange ? sharedRangeText(addresses[0]?.address) : 'Packets for it reach the one that the routes lead to, and never the other'}`,
    remedy: duplicateRemedy(kind, sharedRange),
  }),
  'address-outside-range': ({ endpoints, address, within }) => ({
    cause: `${endpoints.slice(0, 3).join(', ')}${endpoints.length > 3 ? ' and others' : ''}: the address ${address} lies outside its node's range ${within}. The other nodes' routes lead to the planned range, so that packets for these addresses go astray`,
    remedy: `Make the CNI hand out addresses of ${within} there: compare Node.spec.podCIDR with what the CNI was given (its IP pool, subnet.env or CiliumNode)`,
  }),
  'address-missing': ({ endpoint, planned, has }) => ({
    cause: `No link of ${endpoint} that is up has its address ${planned} (${has.length > 0 ? `seen: ${has.join(', ')}` : 'none was seen'})`,
    remedy: '',
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
        : rightCard,
  }),
  'tunnel-ends-equal': ({ address, nodes }) => ({
    cause: `The tunnels of ${named(nodes.slice(0, 6), nodes.length > 2 ? ', ' : ' and ')}${nodes.length > 6 ? ' and others' : ''} all end at ${address}, which is no node's address: the CNI's agents have taken a card that is the same on every node, such as Vagrant's NAT card (10.0.2.15)`,
    remedy: rightCard,
  }),
  'announced-other': ({ node, announced, address }) => ({
    cause: `The CNI's agent on ${node} took ${announced} for the node's address, and its Node object has ${address}, as the agents of the other nodes have theirs`,
    remedy:
      'Have the agent take the right card (Calico: IP_AUTODETECTION_METHOD, such as kubernetes-internal-ip; Flannel: --iface; Cilium: devices), and start it again',
  }),
};

function duplicateRemedy(kind: 'pod' | 'node', sharedRange: boolean): string {
  if (kind === 'node')
    return "Give every machine an address of its own that the others reach: another card than the one that is the same on each, such as Vagrant's NAT card (kubelet: --node-ip); of cloned machines, renew what was cloned";
  return sharedRange
    ? 'Give every node a range of its own and routes to the others: that is what a CNI does (--cni flannel)'
    : 'Delete one of the pods, so that the CNI gives it another address, and find out why its address store gave one address twice';
}

function sharedRangeText(address: string | undefined): string {
  return `Each node takes the range for its own: its route to ${address} leads onto its own bridge, so a packet for ${address} never leaves its node, and only the pod on the sender's side of the network can get it`;
}
