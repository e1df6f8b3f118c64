import type { IConstruct } from '../../stacks/cdktf';
import type { AwsCluster } from '../cluster';
import { natRange, needsNat } from '../nat-range';
import { GivenSubnets } from './given-subnets';
import type { Network, NetworkProps } from './network-props';
import { TestbedNetwork } from './testbed-network';

/** The network of a cluster: what the spec does not give is made. */
export function networkOf(scope: IConstruct, { spec, plan }: AwsCluster): Network {
  const { region, vpcId, subnetIds } = spec.aws;
  const apart = { podCidr: spec.podCidr, serviceCidr: spec.serviceCidr };
  const props: NetworkProps = { region, zones: plan.zones, apart, vpcId };
  if (subnetIds) return new GivenSubnets(scope, 'network', { ...props, subnetIds });
  return new TestbedNetwork(scope, 'network', {
    ...props,
    natRange: needsNat(spec.aws) ? natRange(spec) : undefined,
  });
}
