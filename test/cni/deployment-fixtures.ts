/** Plans, choices and snapshots for the tests of what CNIs deploy on real clusters. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import {
  type Chart,
  type CniChoice,
  cnis,
  type DataPlane,
  type Deployment,
  type NodeTraffic,
} from '../../lib/cni';
import { calicoDeployment } from '../../lib/cni/calico/deployment';
import { ciliumDeployment } from '../../lib/cni/cilium/deployment';
import { flannelDeployment } from '../../lib/cni/flannel/deployment';
import { addressPlan, type Plan, parseSpec, type TestbedSpecInput } from '../../lib/plan';

export interface DeployedCni {
  readonly name: string;
  readonly deployment: Deployment;
  readonly modes: readonly string[];
  readonly dataPlanes: readonly DataPlane[];
}

export const deployed: readonly DeployedCni[] = [
  {
    name: 'flannel',
    deployment: flannelDeployment,
    modes: ['vxlan', 'vxlan-direct', 'host-gw', 'wireguard'],
    dataPlanes: ['iptables', 'nftables'],
  },
  {
    name: 'calico',
    deployment: calicoDeployment,
    modes: ['vxlan', 'vxlan-cross-subnet', 'bgp', 'ipip', 'ipip-cross-subnet', 'wireguard'],
    dataPlanes: ['iptables', 'nftables', 'ebpf'],
  },
  {
    name: 'cilium',
    deployment: ciliumDeployment,
    modes: ['vxlan', 'geneve', 'native', 'wireguard'],
    dataPlanes: ['iptables', 'ebpf'],
  },
];

/** One row a CNI, mode, data plane and IP family: for `test.each`. */
export const everyChoice = deployed.flatMap(({ name, deployment, modes, dataPlanes }) =>
  modes.flatMap((mode) =>
    dataPlanes.flatMap((dataPlane) =>
      (['ipv4', 'dual'] as const).map((ipFamily) => ({ name, deployment, mode, dataPlane, ipFamily })),
    ),
  ),
);

export function planOf(input: TestbedSpecInput = {}): Plan {
  return addressPlan(parseSpec(input));
}

/** A plan of that many nodes, one of them the control plane. */
export function planOfNodes(nodes: number, input: TestbedSpecInput = {}): Plan {
  return planOf({ workers: nodes - 1, ...input });
}

/** A mode of a CNI by its name. */
export function choiceOf(cni: string, mode: string, dataPlane: DataPlane = 'iptables'): CniChoice {
  const found = cnis.find(({ name }) => name === cni)?.modes.find(({ name }) => name === mode);
  if (!found) throw new Error(`${cni} has no mode ${mode}`);
  return { mode: found, dataPlane };
}

/** `udp 4789`, `icmp`, … in the order of the list. */
export function trafficLines(traffic: readonly NodeTraffic[]): string[] {
  return traffic.map(({ protocol, ports }) =>
    ports === undefined
      ? protocol
      : `${protocol} ${ports.from === ports.to ? ports.from : `${ports.from}-${ports.to}`}`,
  );
}

/** Everything that a choice asks of a real cluster, but for versions, so that a new one changes no snapshot. */
export function describeDeployment(deployment: Deployment, plan: Plan, choice: CniChoice): object {
  const { namespace, values, manifests }: Chart = deployment.chart(plan, choice);
  return {
    namespace,
    values,
    ...(manifests.length > 0 && { manifests }),
    nodeTraffic: Object.fromEntries(
      deployment.nodeTraffic(plan, choice).map((entry) => [trafficLines([entry])[0], entry.purpose]),
    ),
    kubeProxy: deployment.kubeadm(choice).kubeProxy,
    kernelModules: deployment.kernelModules(choice).join(' '),
  };
}

/** Compares with test/cni/snapshots/NAME.yaml. Set UPDATE_SNAPSHOTS=1 to write it anew. */
export function expectSnapshot(name: string, value: object): void {
  const file = join(__dirname, 'snapshots', `${name}.yaml`);
  const text = stringify(value, { lineWidth: 110, aliasDuplicateObjects: false });
  if (process.env.UPDATE_SNAPSHOTS === '1') writeFileSync(file, text);
  expect(existsSync(file)).toBe(true);
  expect(text).toBe(readFileSync(file, 'utf8'));
}
