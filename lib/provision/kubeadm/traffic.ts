/** What the nodes of any kubeadm cluster send each other, whichever CNI runs. Firewalls are made from it. */
import type { NodeTraffic } from '../../cni';
import type { NodeRole, Plan } from '../../plan';
import { probePort } from '../../prober';

/** One kind of traffic with its ends: any node, or control planes only. */
export interface ClusterTraffic extends NodeTraffic {
  readonly from: 'node' | NodeRole;
  readonly to: 'node' | NodeRole;
}

const port = (from: number, to = from) => ({ from, to });

/** Kubernetes' own traffic and that of the checks (kubernetes.io, "Ports and Protocols"). */
export function kubeadmTraffic(plan: Plan): ClusterTraffic[] {
  const controlPlanes = plan.nodes.filter(({ role }) => role === 'control-plane').length;
  return [
    {
      from: 'node',
      to: 'control-plane',
      protocol: 'tcp',
      ports: port(plan.apiEndpoint.port),
      purpose: 'Kubernetes API',
    },
    ...(controlPlanes > 1 ? [etcd] : []),
    {
      from: 'control-plane',
      to: 'node',
      protocol: 'tcp',
      ports: port(10_250),
      purpose: 'kubelet: logs, exec, port-forward',
    },
    { from: 'node', to: 'node', protocol: 'icmp', purpose: 'ping and path MTU discovery' },
    { from: 'node', to: 'node', protocol: 'tcp', ports: port(30_000, 32_767), purpose: 'NodePort services' },
    { from: 'node', to: 'node', protocol: 'udp', ports: port(30_000, 32_767), purpose: 'NodePort services' },
    {
      from: 'node',
      to: 'node',
      protocol: 'tcp',
      ports: port(probePort),
      purpose: 'probes on the node itself',
    },
    {
      from: 'node',
      to: 'node',
      protocol: 'udp',
      ports: port(probePort),
      purpose: 'probes on the node itself',
    },
  ];
}

const etcd: ClusterTraffic = {
  from: 'control-plane',
  to: 'control-plane',
  protocol: 'tcp',
  ports: port(2379, 2380),
  purpose: 'etcd clients and peers',
};
