/** What AWS asks of a spec beyond what every target asks, as spec problems. */
import type { Problem } from '../plan';
import type { TestbedSpec } from '../plan/testbed-spec';
import { fitsPlacementGroup, parseInstanceType, tooSmallForKubeadm } from './instance-type';
import { regions, regionsLike } from './regions';
import { vpcRange } from './vpc-range';

/** AWS keeps the first four addresses of every subnet for itself, and the last. */
export const reservedHosts = 4;
/** Bytes; what the network between instances of a VPC carries. */
export const vpcMtu = 9001;
/** VPCs and subnets are between these prefix lengths. */
const largest = 16;
const smallest = 28;
/** Routes of a route table without a request for more (500, up to 1,000); three are the VPC's own, the internet's and S3's. */
const mostPodRoutes = 497;

export function awsProblems(spec: TestbedSpec): Problem[] {
  return [
    ...regionProblems(spec),
    ...instanceTypeProblems(spec),
    ...familyProblems(spec),
    ...mtuProblems(spec),
    ...firstHostProblems(spec),
    ...zoneProblems(spec),
    ...vpcProblems(spec),
  ];
}

/** For clusters whose pods need a VPC route per node. */
export function podRouteProblems(nodes: number): Problem[] {
  if (nodes <= mostPodRoutes) return [];
  return [
    {
      field: 'workers',
      value: `${nodes} nodes`,
      rule: `un-encapsulated pods over several zones need a VPC route for each node, and a route table has room for ${mostPodRoutes}`,
      remedy: 'Use fewer nodes, one zone or a mode that tunnels',
    },
  ];
}

function regionProblems({ aws: { region } }: TestbedSpec): Problem[] {
  if (regions.includes(region)) return [];
  return [
    {
      field: 'aws.region',
      value: `"${region}"`,
      rule: 'there is no such region',
      remedy: `Did you mean ${regionsLike(region).join(', ')}?`,
    },
  ];
}

function instanceTypeProblems({ aws }: TestbedSpec): Problem[] {
  const problem = (field: string, value: string, rule: string, remedy: string) => [
    { field: `aws.${field}`, value, rule, remedy },
  ];
  const type = parseInstanceType(aws.instanceType);
  const value = `"${aws.instanceType}"`;
  if (!type)
    return problem(
      'instanceType',
      value,
      'an instance type is a family with its generation, a dot and a size',
      'Write it as AWS does, such as t3.medium or c6in.8xlarge',
    );
  if (tooSmallForKubeadm(type))
    return problem(
      'instanceType',
      value,
      'kubeadm wants 2 processors and 1,700 MB of memory',
      'Use t3.small or larger, or size large and up of other families',
    );
  if (aws.placementGroup && !fitsPlacementGroup(type))
    return problem(
      'placementGroup',
      'true',
      `${aws.instanceType} is burstable, and placement groups do not take those`,
      'Use another family, such as c6in.large, or no placement group',
    );
  return [];
}

function familyProblems({ ipFamily }: TestbedSpec): Problem[] {
  if (ipFamily === 'ipv4') return [];
  return [
    {
      field: 'ipFamily',
      value: `"${ipFamily}"`,
      rule: "a VPC's IPv6 range is given by Amazon at creation, so the plan's own cannot be kept",
      remedy: 'Use ipv4 on AWS, or another target for dual stack',
    },
  ];
}

function mtuProblems({ underlayMtu }: TestbedSpec): Problem[] {
  if (underlayMtu === vpcMtu) return [];
  return [
    {
      field: 'underlayMtu',
      value: `${underlayMtu}`,
      rule: `the network of a VPC carries ${vpcMtu} bytes`,
      remedy: `Leave it out: on AWS it is ${vpcMtu} by default`,
    },
  ];
}

function firstHostProblems({ firstNodeHost, controlPlanes }: TestbedSpec): Problem[] {
  const balancer = controlPlanes > 1 ? 1 : 0;
  const least = reservedHosts + balancer;
  if (firstNodeHost >= least) return [];
  return [
    {
      field: 'firstNodeHost',
      value: `${firstNodeHost}`,
      rule: `AWS keeps the first ${reservedHosts} addresses of every subnet${balancer ? ', and the API load balancer takes the one before the first node' : ''}`,
      remedy: `Use ${least} or more; 10 is the default`,
    },
  ];
}

function zoneProblems({ zones, aws }: TestbedSpec): Problem[] {
  return [
    ...zones.flatMap(({ name, nodeCidr }, i): Problem[] => [
      ...(/^[a-z]$/.test(name)
        ? []
        : [
            {
              field: `zones[${i}].name`,
              value: `"${name}"`,
              rule: "on AWS a zone's name is the letter of its availability zone",
              remedy: `Use a for ${aws.region}a`,
            },
          ]),
      ...(nodeCidr.prefix >= largest && nodeCidr.prefix <= smallest
        ? []
        : [
            {
              field: `zones[${i}].nodeCidr`,
              value: `"${nodeCidr}"`,
              rule: `a subnet of a VPC is between /${largest} and /${smallest}`,
              remedy: 'Choose a prefix length within the limits',
            },
          ]),
    ]),
    ...(aws.placementGroup && zones.length > 1
      ? [
          {
            field: 'aws.placementGroup',
            value: 'true',
            rule: `a placement group is in one zone, and there are ${zones.length}`,
            remedy: 'Use one zone or no placement group',
          },
        ]
      : []),
  ];
}

function vpcProblems({ zones, podCidr, serviceCidr, reserved }: TestbedSpec): Problem[] {
  const vpc = vpcRange(zones);
  const value = zones.map(({ nodeCidr }) => `${nodeCidr}`).join(', ');
  const remedy = 'Choose node networks next to each other, such as 192.168.1.0/24 and 192.168.2.0/24';
  if (zones.length > 1 && vpc.prefix < largest)
    return [
      {
        field: 'zones',
        value,
        rule: `their node networks must lie in one /${largest}: the VPC's range`,
        remedy,
      },
    ];
  const others = [
    { name: 'podCidr', cidr: podCidr },
    { name: 'serviceCidr', cidr: serviceCidr },
    ...reserved,
  ];
  return others
    .filter(({ cidr }) => zones.length > 1 && cidr.overlaps(vpc))
    .map(({ name, cidr }) => ({
      field: 'zones',
      value,
      rule: `the VPC around them (${vpc}) would overlap ${name} (${cidr})`,
      remedy,
    }));
}
