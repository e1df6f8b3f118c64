import { type Family, familyName } from '../../net';
import { placeText } from '../scope/scope-text';
import type { WordsOf } from './cause-words';
import { counted, exampleText, onNodes } from './phrases';
import type { SourceCause } from './source-cause';

/** The words for each. */
export const sourceWords: WordsOf<SourceCause> = {
  'source-translated': ({ seen, place }) => ({
    cause:
      'refusedBy' in seen
        ? `${seen.where} gives packets between pods the source ${seen.source} ("${seen.rule}"), and ${seen.refusedBy} takes only the pods' own addresses out of the tunnel`
        : `Receivers see another source address than the pod's own: ${exampleText(seen)}${placeText(place)}`,
    remedy:
      "Exempt traffic inside the pod network from masquerading: the RETURN rule must come before the MASQUERADE rule in POSTROUTING, and name the whole pod network (Flannel: Network; Calico: the pool's CIDR; Cilium: ipv4NativeRoutingCIDR)",
  }),
  'node-source-translated': ({ seen, place }) => ({
    cause: `Pods see another source address than the node's own: ${exampleText(seen)}${placeText(place)}`,
    remedy:
      'Find the MASQUERADE or SNAT rule on the receiving node (nft list ruleset, iptables -t nat -S) and exempt the nodes from it',
  }),
  'egress-not-masqueraded': ({ seen, nodes }) => ({
    cause: `Packets of pods${onNodes(nodes)} leave with the pod's own address, which nobody outside of the cluster knows a way to: ${seen.source ? `${seen.from} → ${seen.to}: the receiver saw ${seen.source}` : exampleText(seen)}`,
    remedy:
      "Have the CNI masquerade what leaves the pod network, on every node and for the pods' whole range (Calico: natOutgoing of the pool; Flannel: --ip-masq, and Network as the cluster's pod range; Cilium: enable-ipv4-masquerade)",
  }),
  'egress-source-other': ({ seen, nodes }) => ({
    cause: `Packets of pods${onNodes(nodes)} leave with an address that is neither the pod's nor its node's: ${exampleText(seen)}`,
    remedy: 'A NAT gateway on the way does so too, and is no fault: then name a server on this side of it',
  }),
  'egress-answered-by-other': ({ seen, nodes }) => ({
    cause: `Somebody else answers in place of the server outside${nodes.length > 0 ? `, to pods${onNodes(nodes)}` : ''}: ${exampleText(seen)}`,
    remedy: '',
  }),
  'egress-cut-off': ({ checks, nodes, pod, family, protocol, inside, example: one }) => ({
    cause: `${pod ? `${pod} does` : `Pods${onNodes(nodes)} do`} not reach what is outside of the cluster${onlyText(family, protocol)}${inside ? ', while everything inside passes' : ''} (${counted(checks, 'exchange', 'exchanges')}): ${exampleText(one)}`,
    remedy: `See whether the node itself gets out, and with which source the packets leave: tcpdump -ni any${hostText(one.to)}`,
  }),
};

/** `, over IPv6 and UDP only`; empty where neither is alone. */
function onlyText(family: Family | undefined, protocol: string | undefined): string {
  const only = [...(family ? [familyName(family)] : []), ...(protocol ? [protocol.toUpperCase()] : [])];
  return only.length > 0 ? `, over ${only.join(' and ')} only` : '';
}

/** What tcpdump filters for; a lab's host outside has no address in its id. */
function hostText(to: string): string {
  const [, address] = /^outside:(.+):\d+$/.exec(to) ?? [];
  return address ? ` host ${address}` : '';
}
