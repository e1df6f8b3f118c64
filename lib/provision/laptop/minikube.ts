/** A Minikube cluster from a plan. */
import { ipv4Of } from '../../net';
import { type Problem, refuse, type TestbedSpec } from '../../plan';
import type { Testbed } from '../../testbed';
import { installFiles, type LaptopCluster, laptopCluster } from './laptop-cluster';
import type { LaptopExport } from './laptop-export';

/** Control planes with `--ha`: Minikube makes three at the least. */
const fewestHighlyAvailable = 3;

/** @throws SpecError where Minikube cannot have what the spec asks */
export function minikubeExport(testbed: Testbed): LaptopExport {
  const { spec } = testbed;
  refuse(problems(spec));
  // Minikube's own names, in the order in which it adds nodes, control planes first: NAME, NAME-m02, …
  const cluster = laptopCluster(testbed, ({ role }, place) => {
    const number = role === 'worker' ? spec.controlPlanes + place : place;
    return number === 1 ? spec.name : `${spec.name}-m${`${number}`.padStart(2, '0')}`;
  });
  const named = { context: spec.name, remove: ['minikube', 'delete', '--profile', spec.name] };
  return {
    files: installFiles(cluster, named, false),
    ...named,
    create: () => ['minikube', 'start', ...startArguments(cluster)],
  };
}

/**
 * `--cni=false`, as the CNIs that Minikube brings have 10.244.0.0/16 written into their manifests. It warns that several
 * nodes need a CNI: they get one.
 */
function startArguments({ testbed, deployment, plan }: LaptopCluster): string[] {
  const { kubeProxy } = deployment.kubeadm(testbed.choice);
  const { spec } = testbed;
  return [
    `--profile=${spec.name}`,
    `--nodes=${plan.nodes.length}`,
    ...(spec.controlPlanes > 1 ? ['--ha'] : []),
    '--driver=docker',
    '--container-runtime=containerd',
    '--cni=false',
    `--service-cluster-ip-range=${ipv4Of(plan.serviceCidr)}`,
    `--extra-config=kubeadm.pod-network-cidr=${ipv4Of(plan.podCidr)}`,
    '--extra-config=controller-manager.allocate-node-cidrs=false',
    ...(plan.maxPods === undefined ? [] : [`--extra-config=kubelet.max-pods=${plan.maxPods}`]),
    kubeProxy === 'disabled'
      ? '--extra-config=kubeadm.skip-phases=addon/kube-proxy'
      : `--extra-config=kube-proxy.mode=${kubeProxy}`,
  ];
}

function problems(spec: TestbedSpec): Problem[] {
  return [
    ...(spec.ipFamily !== 'ipv4'
      ? [
          {
            code: 'minikube/ipv4-only' as const,
            field: 'ipFamily',
            value: `"${spec.ipFamily}"`,
            rule: 'Minikube gives its clusters IPv4 only',
            remedy: 'Use kind: testbed export kind',
          },
        ]
      : []),
    ...(spec.controlPlanes > 1 && spec.controlPlanes < fewestHighlyAvailable
      ? [
          {
            code: 'minikube/control-planes' as const,
            field: 'controlPlanes',
            value: `${spec.controlPlanes}`,
            rule: `Minikube has one control plane, or ${fewestHighlyAvailable} and more`,
            remedy: `Use 1 or ${fewestHighlyAvailable}`,
          },
        ]
      : []),
  ];
}
