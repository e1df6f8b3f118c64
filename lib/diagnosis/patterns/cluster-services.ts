import type { CheckId } from '../../check/check';
import type { Failure, Pattern } from '../diagnosis';

/** What a kind of failure means where plain packets between pods pass. */
interface Meaning {
  readonly code: string;
  readonly ids: readonly CheckId[];
  readonly cause: string;
  readonly remedy: string;
  /** Whether it stands on packets between endpoints: where these fail, it may fail for no reason of its own. */
  readonly follows?: true;
}

const meanings: readonly Meaning[] = [
  {
    code: 'node-share',
    ids: ['address/node-share'],
    cause: "nodes have other shares of the pod network than the plan's",
    remedy:
      'Compare with the plan that the cluster was made from (--spec): kubectl get nodes --output custom-columns=NAME:.metadata.name,PODS:.spec.podCIDRs',
  },
  {
    code: 'cluster-dns',
    follows: true,
    ids: ['dns'],
    cause: "the cluster's names are not resolved as they should be",
    remedy:
      'Look at the DNS pods and their Service: kubectl --namespace kube-system get pods,endpointslices --selector k8s-app=kube-dns',
  },
  {
    code: 'service-hairpin',
    follows: true,
    ids: ['service/hairpin'],
    cause: 'a pod does not reach itself through a Service',
    remedy:
      "Let the bridge send frames back to the port that they came from (hairpin mode, the CNI plug-in's hairpinMode), or have kube-proxy masquerade them",
  },
  {
    code: 'service-balancing',
    follows: true,
    ids: ['service/cluster-ip', 'service/node-port'],
    cause: 'Services are not reached: what kube-proxy, or the CNI in its place, translates',
    remedy:
      'Look at its pods and logs; from a node to a ClusterIP over a tunnel, also at checksum offload (ethtool --offload DEVICE tx-checksum-ip-generic off)',
  },
  {
    code: 'policy-not-enforced',
    ids: ['policy/default-deny'],
    cause: 'network policies are accepted and not enforced',
    remedy:
      "Look at the CNI's agents: whether policies are switched on, and whether every node's agent is Ready",
  },
  {
    code: 'policy-too-strict',
    follows: true,
    ids: ['policy/allow'],
    cause: 'network policies keep out what they let in',
    remedy: "Look at the CNI's agents, and at policies of its own kinds that hold for the whole cluster",
  },
  {
    code: 'metadata-open',
    ids: ['metadata/blocked'],
    cause: "pods get at their node's metadata service, and so at the keys of its role",
    remedy:
      'Have it demand tokens that travel one hop: aws ec2 modify-instance-metadata-options --http-tokens required --http-put-response-hop-limit 1 (EKS: the launch template of the node group)',
  },
];

/** Services, names and policies: what only a Kubernetes cluster has. */
export const clusterServices: Pattern = ({ failures, checks }) => {
  const shaky = checks.some(({ id, verdict }) => verdict === 'fail' && id.includes('-to-'));
  return meanings.flatMap(({ ids, cause, code, remedy, follows }) => {
    const found = failures.filter(({ id }) => ids.includes(id));
    if (found.length === 0) return [];
    const all = checks.filter(({ id, verdict }) => ids.includes(id) && verdict !== 'skip').length;
    const [first] = found as [Failure];
    return [
      {
        code,
        remedy:
          follows && shaky
            ? `Mend first what fails between nodes and pods: this may follow from it. Where it stays: ${remedy}`
            : remedy,
        cause: `In ${found.length} of ${all} checks ${cause}: ${first.from} → ${first.to}: ${first.reason}`,
        failures: found,
      },
    ];
  });
};
