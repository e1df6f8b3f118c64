import { named } from '../../base/lists';
/** Causes that only a Kubernetes cluster has, in words. */
import { reasonText } from '../../check';
import { familyName } from '../../net';
import type { CauseWords } from './cause-words';
import type { ServiceCause, ServiceCode } from './service-cause';

const words: Readonly<Record<ServiceCode, CauseWords>> = {
  'node-share': {
    cause: "nodes have other shares of the pod network than the plan's",
    remedy:
      'Compare with the plan that the cluster was made from (--spec): kubectl get nodes --output custom-columns=NAME:.metadata.name,PODS:.spec.podCIDRs',
  },
  'service-range-missing': {
    cause: "the cluster has another range of Services than the plan's",
    remedy:
      'Compare with the plan that the cluster was made from (--spec): kubectl get servicecidrs. The API server has its own range by a flag, --service-cluster-ip-range; a ServiceCIDR object adds another one',
  },
  'service-range-overlaps': {
    cause: "a range of Services overlaps another's: packets for an address of both go to the Service",
    remedy:
      'See kubectl get servicecidrs,ipaddresses: delete the ServiceCIDR that overlaps once no Service has an address of it, or move the other range',
  },
  'cluster-dns': {
    cause: "the cluster's names are not resolved as they should be",
    remedy:
      'Look at the DNS pods and their Service: kubectl --namespace kube-system get pods,endpointslices --selector k8s-app=kube-dns',
  },
  'service-hairpin': {
    cause: 'a pod does not reach itself through a Service',
    remedy:
      "Let the bridge send frames back to the port that they came from (hairpin mode, the CNI plug-in's hairpinMode), or have kube-proxy masquerade them",
  },
  'service-own-node': {
    cause: 'pods do not reach a ClusterIP, while their nodes do, and pods reach one another without it',
    remedy:
      'Where pods are on a bridge, the answers of a pod on the same bridge must pass the rules that translate Services: modprobe br_netfilter; sysctl -w net.bridge.bridge-nf-call-iptables=1; keep both in /etc/modules-load.d and /etc/sysctl.d',
  },
  'service-from-nodes': {
    cause: 'nodes do not reach a ClusterIP, while pods do',
    remedy:
      'What nodes send to a Service leaves by the tunnel with a translated address: the checksum that the card computes for it may be wrong',
  },
  'node-port-elsewhere': {
    cause: 'a NodePort answers on some nodes only',
    remedy:
      'A node that has no pod behind it must forward the packets and masquerade them, so that the answer comes back the same way: FORWARD must accept, ip_forward be 1',
  },
  'service-balancing': {
    cause: 'Services are not reached: what kube-proxy, or the CNI in its place, translates',
    remedy: 'Look at its pods and their logs',
  },
  'api-server-by-service': {
    cause: 'the API server is not reached by its ClusterIP, while it is by its own address',
    remedy:
      'See what is behind it, and look at kube-proxy, or the CNI in its place: kubectl --namespace default get endpointslices kubernetes',
  },
  'api-server-unreached': {
    cause: 'the API server is not reached',
    remedy:
      "Let every node and pod in at the port that the API server listens on (kubectl --namespace default get endpointslices kubernetes): see the firewalls of nodes and cloud, and the API server's own list of sources, if it has one",
  },
  'kubelet-unreached': {
    cause: 'control planes do not reach kubelets, so that kubectl logs, exec and port-forward fail',
    remedy:
      'Let the control planes in at the port of every kubelet, TCP 10250 unless it is configured otherwise: see the firewalls of nodes and cloud',
  },
  'policy-not-enforced': {
    cause: 'network policies are accepted and not enforced',
    remedy:
      "Look at the CNI's agents: whether policies are switched on, and whether every node's agent is Ready",
  },
  'policy-too-strict': {
    cause: 'network policies keep out what they let in',
    remedy: "Look at the CNI's agents, and at policies of its own kinds that hold for the whole cluster",
  },
  'policy-own-node': {
    cause: "network policies keep out a pod's own node, which Kubernetes lets in whatever they say",
    remedy:
      "The kubelet's probes of pods fail by it too. Look at what the CNI takes for the host, and at policies of its own kinds",
  },
  'policy-other-node': {
    cause: 'other nodes, and with them pods on their networks, get past network policies that let none in',
    remedy:
      "Look at how the CNI tells a pod's own node from others, at policies of its own kinds, and whether packets between the nodes keep their source",
  },
  'policy-admin-tier': {
    cause:
      "a policy of the whole cluster, of the tier Admin, does not keep out what a namespace's policy lets in",
    remedy:
      "Look at the CNI's agents, and whether they handle clusternetworkpolicies.policy.networking.k8s.io: kubectl describe clusternetworkpolicies",
  },
  'policy-baseline-tier': {
    cause: "a policy of the whole cluster, of the tier Baseline, keeps out what a namespace's policy lets in",
    remedy:
      "A namespace's policies come before the tier Baseline. Look at the CNI's agents, and at further policies of the whole cluster: kubectl get clusternetworkpolicies",
  },
  'metadata-open': {
    cause: "pods get at their node's metadata service, and so at the keys of its role",
    remedy:
      'Have it demand tokens that travel one hop: aws ec2 modify-instance-metadata-options --http-tokens required --http-put-response-hop-limit 1 (EKS: the launch template of the node group)',
  },
};

/** Such a cause with its example. */
export function serviceText({
  code,
  checks,
  of,
  example,
  nodes,
  family,
  mayFollow,
}: ServiceCause): CauseWords {
  const { cause, remedy } = words[code];
  const { from, to, why } = example;
  return {
    cause: `In ${checks} of ${of} checks ${cause}${nodes.length > 0 ? ` (${named(nodes, ' and ')})` : ''}${family ? `, over ${familyName(family)} alone` : ''}: ${from} → ${to}: ${why ? reasonText(why) : 'see its check'}`,
    remedy: mayFollow
      ? `Mend first what fails between nodes and pods: this may follow from it. Where it stays: ${remedy}`
      : remedy,
  };
}
