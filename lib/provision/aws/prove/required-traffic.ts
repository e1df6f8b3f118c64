/** What must get through between the machines of a cluster, from the contract: the other side of the firewall's proof. */
import type { NodeTraffic } from '../../../cni';
import type { PlanNode } from '../../../plan';
import { kubeadmTraffic } from '../../kubeadm/traffic';
import type { AwsCluster } from '../cluster';
import type { Packet } from './firewall-model';

/** Packets that must get through, and between whom. */
export interface RequiredTraffic {
  readonly purpose: string;
  readonly packet: Packet;
  /** Names of nodes, or `api`, or `world` for every address there is. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** Whether the packets carry pods' addresses as well as the nodes' own. */
  readonly pods: boolean;
}

const numbers = { tcp: 'tcp', udp: 'udp', icmp: 'icmp', ipip: '4', esp: '50', all: '-1' } as const;

/** All traffic that the cluster needs. */
export function requiredTraffic({ plan, choice, deployment }: AwsCluster): RequiredTraffic[] {
  const everyone = plan.nodes.map(({ name }) => name);
  const controlPlanes = plan.nodes.filter(isControlPlane).map(({ name }) => name);
  const named = (end: string) => (end === 'node' ? everyone : controlPlanes);
  const required = [
    ...kubeadmTraffic(plan).map((traffic) => demand(traffic, named(traffic.from), named(traffic.to))),
    ...deployment.nodeTraffic(plan, choice).map((traffic) => demand(traffic, everyone, everyone)),
    ...[443, 80].map((port) => demand(tcp(port, 'images and packages'), everyone, ['world'])),
  ];
  if (controlPlanes.length === 1) return required;
  const api = tcp(plan.apiEndpoint.port, 'Kubernetes API by its balancer');
  return [...required, demand(api, everyone, ['api']), demand(api, ['api'], controlPlanes)];
}

/** What may leave, though nothing must get through: the receiving end is what holds nodes apart. */
export function allowedOut({ plan }: AwsCluster): RequiredTraffic[] {
  const everyone = plan.nodes.map(({ name }) => name);
  const packet = { protocol: numbers.all, from: -1, to: -1 };
  return [{ purpose: 'everything to other nodes', packet, from: everyone, to: everyone, pods: false }];
}

function demand({ protocol, ports, purpose }: NodeTraffic, from: string[], to: string[]): RequiredTraffic {
  const packet = { protocol: numbers[protocol], from: ports?.from ?? -1, to: ports?.to ?? -1 };
  return { purpose, packet, from, to, pods: protocol === 'all' };
}

const tcp = (port: number, purpose: string): NodeTraffic => ({
  protocol: 'tcp',
  ports: { from: port, to: port },
  purpose,
});
const isControlPlane = ({ role }: PlanNode): boolean => role === 'control-plane';
