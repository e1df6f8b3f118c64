import type { IConstruct } from '../../stacks/cdktf';
import { DataAwsEc2InstanceTypeOfferings } from '../provider';

/** Which machines are wanted where. */
export interface Wanted {
  readonly instanceType: string;
  /** Names of availability zones, such as `eu-central-1a`. */
  readonly zones: readonly string[];
}

/**
 * Asks AWS for the zones that have the instance type, and ends the deploy before anything is made where one of the stack's
 * lacks it. A destroy does not ask.
 */
export function refuseUnoffered(scope: IConstruct, { instanceType, zones }: Wanted): void {
  const without = `setsubtract(${JSON.stringify(zones)}, self.locations)`;
  new DataAwsEc2InstanceTypeOfferings(scope, 'offered', {
    locationType: 'availability-zone',
    filter: [{ name: 'instance-type', values: [instanceType] }],
    lifecycle: {
      postcondition: [
        {
          condition: `\${length(${without}) == 0}`,
          errorMessage: `aws.instanceType = "${instanceType}": no such machines in \${join(", ", ${without})}. They are in: \${join(", ", sort(self.locations))}.`,
        },
      ],
    },
  });
}
