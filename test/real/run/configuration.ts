/** One kind of cluster: which CNI in which mode, in which families, with which kube-proxy, on how many nodes. */
import { parseSpec } from '../../../lib/plan';
import { type Testbed, testbed } from '../../../lib/testbed';

/** What tells one real cluster from another. */
export interface Configuration {
  readonly cni: string;
  /** @default the CNI's first */
  readonly mode?: string;
  /** @default the CNI's first */
  readonly dataPlane?: string;
  readonly ipFamily: 'ipv4' | 'dual';
  /** In all, with one control plane. */
  readonly nodes: number;
  /** kube-proxy's mode. @default what the product asks for with this data plane; `none` where the CNI does its work */
  readonly kubeProxy?: 'iptables' | 'nftables';
  /** Whether the cluster has policies of the whole cluster (ClusterNetworkPolicy), and the CNI is told so. @default false */
  readonly clusterPolicies?: boolean;
  /** Tells clusters apart that stand at the same time: names and node addresses follow from it. @default 0 */
  readonly place?: number;
}

/** The spec of the cluster, as a user would write it. */
export function specOf(configuration: Omit<Configuration, 'kubeProxy'>): object {
  const { cni, mode, dataPlane, ipFamily, nodes, place = 0 } = configuration;
  return {
    name: place === 0 ? 'testbed' : `testbed${place + 1}`,
    cni,
    ...(mode && { mode }),
    ...(dataPlane && { dataPlane }),
    ipFamily,
    controlPlanes: 1,
    workers: nodes - 1,
    ...(place > 0 && { zones: [zoneOf(place)] }),
  };
}

const zoneOf = (place: number) => ({
  name: 'a',
  nodeCidr: `192.168.${place + 1}.0/24`,
  nodeCidrIPv6: `fd00:192:168:${place + 1}::/64`,
});

/** The testbed of a configuration. @throws SpecError */
export const testbedOf = (configuration: Configuration): Testbed => testbed(parseSpec(specOf(configuration)));

/** A name for files: `cilium-vxlan-ebpf-dual-10`; what is the default is left out. */
export function nameOf(configuration: Configuration): string {
  const { choice, cni } = testbedOf(configuration);
  const { ipFamily, nodes, kubeProxy, clusterPolicies } = configuration;
  return [
    cni.name,
    choice.mode.name,
    ...(choice.dataPlane === cni.dataPlanes[0] ? [] : [choice.dataPlane]),
    ...(kubeProxy ? [`proxy-${kubeProxy}`] : []),
    ...(clusterPolicies ? ['cluster-policies'] : []),
    ...(ipFamily === 'dual' ? ['dual'] : []),
    ...(nodes === 3 ? [] : [`${nodes}`]),
  ].join('-');
}
