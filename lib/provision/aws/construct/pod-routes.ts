import { Construct, type IConstruct } from '../../stacks/cdktf';
import { type Instance, Route } from '../provider';

/** What the routes to pods are made from. */
export interface PodRoutesProps {
  /** Route table of the nodes' subnets. */
  readonly routeTableId: string;
  /** Each node's range of pods and its machine. */
  readonly nodes: readonly { readonly name: string; readonly podCidr: string; readonly instance: Instance }[];
}

/** A VPC route for each node's pods: between subnets no node is the next hop, so the VPC's router must know. */
export class PodRoutes extends Construct {
  constructor(scope: IConstruct, id: string, props: PodRoutesProps) {
    super(scope, id);
    for (const { name, podCidr, instance } of props.nodes)
      new Route(this, name, {
        routeTableId: props.routeTableId,
        destinationCidrBlock: podCidr,
        networkInterfaceId: instance.primaryNetworkInterfaceId,
      });
  }
}
