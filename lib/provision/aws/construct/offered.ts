import type { NodeRole } from '../../../plan';
import type { IConstruct } from '../../stacks/cdktf';
import type { AwsCluster } from '../cluster';
import { DataAwsEc2InstanceTypeOfferings } from '../provider';

/** Which machines are wanted where. */
interface Wanted {
  /** Field of the spec under `aws` that names the type. */
  readonly field: 'instanceType' | 'controlPlaneInstanceType';
  readonly instanceType: string;
  /** Names of availability zones, such as `eu-central-1a`. */
  readonly zones: readonly string[];
}

/**
 * Asks AWS for the zones that have the types of the cluster's machines, and ends the deploy before anything is made where
 * one of the stack's lacks one. A destroy does not ask.
 */
export function askForTypes(scope: IConstruct, { spec: { aws }, plan: { nodes } }: AwsCluster): void {
  const { instanceType, controlPlaneInstanceType: other } = aws;
  const zonesOf = (role?: NodeRole) => {
    const there = nodes.filter((node) => role === undefined || node.role === role);
    return [...new Set(there.map(({ zone }) => `${aws.region}${zone}`))];
  };
  const zones = zonesOf(other === undefined ? undefined : 'worker');
  refuseUnoffered(scope, 'offered', { field: 'instanceType', instanceType, zones });
  if (other === undefined) return;
  const field = 'controlPlaneInstanceType';
  refuseUnoffered(scope, 'offered-control-planes', {
    field,
    instanceType: other,
    zones: zonesOf('control-plane'),
  });
}

function refuseUnoffered(scope: IConstruct, id: string, { field, instanceType, zones }: Wanted): void {
  const without = `setsubtract(${JSON.stringify(zones)}, self.locations)`;
  new DataAwsEc2InstanceTypeOfferings(scope, id, {
    locationType: 'availability-zone',
    filter: [{ name: 'instance-type', values: [instanceType] }],
    lifecycle: {
      postcondition: [
        {
          condition: `\${length(${without}) == 0}`,
          errorMessage: `aws.${field} = "${instanceType}": no such machines in \${join(", ", ${without})}. They are in: \${join(", ", sort(self.locations))}.`,
        },
      ],
    },
  });
}
