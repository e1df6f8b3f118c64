/** Pods on a bridge of their node, as the `bridge` plug-in makes them: Flannel's way, and what is there without a CNI. */
import {
  type BridgeLink,
  type Endpoint,
  emptyHost,
  type Host,
  type Route,
  type VethLink,
} from '../../datapath';
import { Cidr, macOf, nodeOf, podId, podPosition, valuesOf } from '../../net';
import { gatewaysOf, type PlanNode, type PlanPod, rangesWith, shareOf } from '../../plan';
import { cable, plainSysctls } from './wiring';

/** The bridge that a node has its pods on. */
export interface PodBridge {
  /** Name of the bridge on the node. */
  readonly bridge: string;
  /** MTU of the bridge and of the pods' links, in bytes. */
  readonly mtu: number;
  /** More routes for each pod, besides the default route to the bridge. */
  readonly routes?: readonly Route[];
}

/** The bridge and the node's ends of the pods' cables. */
export function bridgeLinks(node: PlanNode, { bridge, mtu }: PodBridge): (BridgeLink | VethLink)[] {
  return [
    {
      type: 'bridge',
      name: bridge,
      mac: macOf(node.name, bridge),
      mtu,
      addresses: valuesOf(gatewaysOf(node)).map((address) => ({
        address,
        prefix: shareOf(node, address.family).prefix,
      })),
    },
    ...node.pods.map(
      (pod): VethLink => ({
        ...cable(node.name, vethName(pod), podHostName(pod), 'eth0', mtu),
        master: bridge,
        hairpin: true,
      }),
    ),
  ];
}

/** The pods' own network stacks. */
export function bridgedPods(node: PlanNode, { mtu, routes = [] }: PodBridge): Host[] {
  return node.pods.map((pod) => ({
    ...emptyHost(podHostName(pod), 'pod'),
    links: [
      {
        ...cable(podHostName(pod), 'eth0', node.name, vethName(pod), mtu),
        addresses: valuesOf(pod.address).map((address) => ({
          address,
          prefix: shareOf(node, address.family).prefix,
        })),
      },
    ],
    routes: [
      ...routes,
      ...valuesOf(gatewaysOf(node)).map(
        (via): Route => ({ destination: new Cidr(via.family, 0n, 0), via, link: 'eth0' }),
      ),
    ],
    sysctls: plainSysctls,
  }));
}

/** The node's pods as endpoints. */
export function podEndpoints(node: PlanNode): Endpoint[] {
  return node.pods.map((pod) => ({
    id: podId(pod.name),
    kind: 'pod',
    host: podHostName(pod),
    node: node.name,
    zone: node.zone,
    address: pod.address,
    within: rangesWith(node, pod),
  }));
}

/** `worker-1/0` as `pod-0.worker-1`: a namespace's name has no slash, a node's no dot. */
export function podHostName({ name }: PlanPod): string {
  return `pod-${podPosition(name)}.${nodeOf(podId(name))}`;
}

/** As the CNI's `bridge` plug-in has it: veth and eight hexadecimal digits. */
export function vethName(pod: PlanPod): string {
  return `veth${macOf(pod.name).replaceAll(':', '').slice(2, 10)}`;
}
