/** What a network that is there already asks of a spec. What AWS alone knows of it, the deploy asks first. */
import type { Problem } from '../../../plan';
import { natRange, needsNat, shared } from '../nat-range';
import type { AwsTestbedSpec } from '../spec';

/** What such a network asks of the spec. */
export function givenNetworkProblems(spec: AwsTestbedSpec): Problem[] {
  return [...zoneProblems(spec), ...wayOutProblems(spec), ...natProblems(spec)];
}

/** A subnet for each zone, and no other. */
function zoneProblems({ zones, aws: { subnetIds } }: AwsTestbedSpec): Problem[] {
  if (!subnetIds) return [];
  const names = zones.map(({ name }) => name);
  const remedy = `Give one for each of ${names.join(', ')}`;
  return [
    ...names
      .filter((name) => subnetIds[name] === undefined)
      .map(
        (name): Problem => ({
          code: 'aws/no-subnet',
          field: 'aws.subnetIds',
          value: Object.keys(subnetIds).join(', ') || 'none',
          rule: `there is no subnet for zone ${name}`,
          remedy,
          restsOn: ['zones'],
        }),
      ),
    ...Object.entries(subnetIds)
      .filter(([name]) => !names.includes(name))
      .map(
        ([name, id]): Problem => ({
          code: 'aws/subnet-without-zone',
          field: `aws.subnetIds.${name}`,
          value: `"${id}"`,
          rule: `there is no zone ${name}`,
          remedy,
          restsOn: ['zones'],
        }),
      ),
  ];
}

/** Into a VPC that is not its own, the stack puts subnets at most: no range, no gateway. */
function wayOutProblems({ aws: { vpcId, subnetIds, publicAddresses } }: AwsTestbedSpec): Problem[] {
  if (publicAddresses || vpcId === undefined || subnetIds) return [];
  return [
    {
      code: 'aws/no-way-out',
      field: 'aws.publicAddresses',
      value: 'false',
      rule: `in ${vpcId} the stack makes no NAT gateway, and subnets of its own have no other way out`,
      remedy: 'Give subnets that have one as aws.subnetIds, or leave out aws.vpcId',
    },
  ];
}

/** A NAT gateway stands in a subnet of its own. */
function natProblems(spec: AwsTestbedSpec): Problem[] {
  if (!needsNat(spec.aws) || natRange(spec)) return [];
  return [
    {
      code: 'aws/no-nat-range',
      field: 'aws.publicAddresses',
      value: 'false',
      rule: `the subnet of the NAT gateway is a part of ${shared}, and all of that is taken`,
      remedy: 'Move podCidr, serviceCidr or a reserved range out of it, in part at least',
      restsOn: ['podCidr', 'serviceCidr', 'reserved', 'zones'],
    },
  ];
}
