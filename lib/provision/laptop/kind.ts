/** A kind cluster from a plan (kind v0.32, kind.x-k8s.io/v1alpha4). */
import { stringify } from 'yaml';
import { zoneLabel } from '../../cluster/words';
import { ipFamilyOf } from '../../plan';
import type { Testbed } from '../../testbed';
import { installFiles, joined, type LaptopCluster, laptopCluster } from './laptop-cluster';
import type { LaptopExport } from './laptop-export';

/** @throws SpecError */
export function kindExport(testbed: Testbed): LaptopExport {
  const { name } = testbed.spec;
  // kind's own names: NAME-worker, NAME-worker2, …
  const cluster = laptopCluster(testbed, ({ role }, place) => `${name}-${role}${place === 1 ? '' : place}`);
  const named = { context: `kind-${name}`, remove: ['kind', 'delete', 'cluster', '--name', name] };
  return {
    files: { 'kind.yaml': stringify(kindConfig(cluster)), ...installFiles(cluster, named, true) },
    ...named,
    create: (folder) => ['kind', 'create', 'cluster', '--name', name, '--config', `${folder}/kind.yaml`],
  };
}

/**
 * The controller that hands out shares is off, since workers join at the same time and would get them in any order. kind
 * converts the patch's map of arguments for kubeadm v1beta4.
 */
function kindConfig({ testbed, deployment, plan }: LaptopCluster): object {
  const { kubeProxy } = deployment.kubeadm(testbed.choice);
  const patch = {
    kind: 'ClusterConfiguration',
    controllerManager: { extraArgs: { 'allocate-node-cidrs': 'false' } },
  };
  const kubelet = plan.maxPods === undefined ? [] : [{ kind: 'KubeletConfiguration', maxPods: plan.maxPods }];
  return {
    kind: 'Cluster',
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    name: testbed.spec.name,
    networking: {
      ipFamily: ipFamilyOf(plan.podCidr),
      podSubnet: joined(plan, plan.podCidr),
      serviceSubnet: joined(plan, plan.serviceCidr),
      disableDefaultCNI: true,
      kubeProxyMode: kubeProxy === 'disabled' ? 'none' : kubeProxy,
    },
    nodes: plan.nodes.map(({ role, zone }) => ({ role, labels: { [zoneLabel]: zone } })),
    kubeadmConfigPatches: [patch, ...kubelet].map((one) => stringify(one)),
  };
}
