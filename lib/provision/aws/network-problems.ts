/** What a VPC asks of a plan's networks, as spec problems. */
import type { Problem, TestbedSpec } from '../../plan';
import { givenNodeProblems } from './given/node-problems';
import { regions, zonesOf } from './regions';
import type { AwsTestbedSpec } from './spec';
import { vpcRange } from './vpc-range';

/** AWS keeps the first four addresses of every subnet for itself, and the last. */
const reservedHosts = 4;
/** Bytes; what the network between instances of a VPC carries. */
export const vpcMtu = 9001;
/** VPCs and subnets are between these prefix lengths. */
const largest = 16;
const smallest = 28;

/** What a VPC asks of the spec's networks. */
export function networkProblems(spec: AwsTestbedSpec): Problem[] {
  return [
    ...familyProblems(spec),
    ...mtuProblems(spec),
    ...firstHostProblems(spec),
    ...givenNodeProblems(spec, reservedHosts),
    ...layer2Problems(spec),
    ...cardProblems(spec),
    ...zoneProblems(spec),
    ...vpcProblems(spec),
  ];
}

function familyProblems({ ipFamily }: TestbedSpec): Problem[] {
  if (ipFamily === 'ipv4') return [];
  return [
    {
      code: 'aws/ipv6',
      field: 'ipFamily',
      value: `"${ipFamily}"`,
      rule: "a VPC's IPv6 range is given by Amazon at creation, so the plan's own cannot be kept",
      remedy: 'Use ipv4 on AWS, or another target for dual stack',
    },
  ];
}

/** Nodes of one subnet of a VPC find one another as on one segment; their pods' packets pass with sourceDestCheck off. */
function layer2Problems({ zones }: TestbedSpec): Problem[] {
  return zones.flatMap(({ layer2 }, i): Problem[] =>
    layer2
      ? []
      : [
          {
            code: 'aws/layer-2',
            field: `zones[${i}].layer2`,
            value: 'false',
            rule: 'nodes of one subnet of a VPC reach one another without the gateway',
            remedy: 'Leave it out on AWS',
          },
        ],
  );
}

/** The stack gives each instance its one network interface, by which all that it makes reaches the others. */
function cardProblems({ cards }: TestbedSpec): Problem[] {
  if (cards.length === 0) return [];
  return [
    {
      code: 'aws/cards',
      field: 'cards',
      value: cards.map(({ name }) => name).join(', '),
      rule: 'the stack gives instances one network interface each, which the image names',
      remedy: 'Leave cards and nodeCard out on AWS',
    },
  ];
}

/** Every card of every machine is as the network is. */
function mtuProblems({ underlayMtu, interZoneMtu, nodes }: TestbedSpec): Problem[] {
  const asked: readonly [string, number][] = [
    ['underlayMtu', underlayMtu],
    ['interZoneMtu', interZoneMtu ?? vpcMtu],
    ...nodes.map(({ mtu }, i): [string, number] => [`nodes[${i}].mtu`, mtu ?? vpcMtu]),
  ];
  return asked
    .filter(([, mtu]) => mtu !== vpcMtu)
    .map(([field, mtu]) => ({
      code: 'aws/mtu',
      field,
      value: `${mtu}`,
      rule: `the network of a VPC carries ${vpcMtu} bytes`,
      remedy: `Leave it out: on AWS it is ${vpcMtu} by default`,
    }));
}

function firstHostProblems({ firstNodeHost, controlPlanes }: TestbedSpec): Problem[] {
  const balancer = controlPlanes > 1 ? 1 : 0;
  const least = reservedHosts + balancer;
  if (firstNodeHost >= least) return [];
  return [
    {
      code: 'aws/reserved-addresses',
      field: 'firstNodeHost',
      value: `${firstNodeHost}`,
      rule: `AWS keeps the first ${reservedHosts} addresses of every subnet${balancer ? ', and the API load balancer takes the one before the first node' : ''}`,
      remedy: `Use ${least} or more; 10 is the default`,
      restsOn: ['controlPlanes'],
    },
  ];
}

function zoneProblems({ zones, aws }: AwsTestbedSpec): Problem[] {
  return [
    ...zones.flatMap(({ name, nodeCidr }, i): Problem[] => [
      ...zoneNameProblems(name, `zones[${i}].name`, aws.region),
      ...(nodeCidr.prefix >= largest && nodeCidr.prefix <= smallest
        ? []
        : [
            {
              code: 'aws/subnet-prefix' as const,
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
            code: 'aws/placement-group-zones' as const,
            field: 'aws.placementGroup',
            value: 'true',
            rule: `a placement group is in one zone, and there are ${zones.length}`,
            remedy: 'Use one zone or no placement group',
            restsOn: ['zones'],
          },
        ]
      : []),
  ];
}

function zoneNameProblems(name: string, field: string, region: string): Problem[] {
  const value = `"${name}"`;
  if (!/^[a-z]$/.test(name))
    return [
      {
        code: 'aws/zone-name',
        field,
        value,
        rule: "on AWS a zone's name is the letter of its availability zone",
        remedy: `Use a for ${region}a`,
      },
    ];
  if (!regions.includes(region) || zonesOf(region).includes(name)) return [];
  return [
    {
      code: 'aws/no-such-zone',
      field,
      value,
      rule: `${region} has no zone ${region}${name}`,
      remedy: `Use some of ${zonesOf(region).join(', ')}`,
      restsOn: ['aws'],
    },
  ];
}

/** Of a VPC that the stack makes around its zones. */
function vpcProblems({ zones, podCidr, serviceCidr, reserved, aws }: AwsTestbedSpec): Problem[] {
  if (aws.vpcId !== undefined || aws.subnetIds) return [];
  const vpc = vpcRange(zones);
  const value = zones.map(({ nodeCidr }) => `${nodeCidr}`).join(', ');
  const remedy = 'Choose node networks next to each other, such as 192.168.1.0/24 and 192.168.2.0/24';
  if (zones.length > 1 && vpc.prefix < largest)
    return [
      {
        code: 'aws/vpc-too-wide',
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
      code: 'aws/vpc-overlap',
      field: 'zones',
      value,
      rule: `the VPC around them (${vpc}) would overlap ${name} (${cidr})`,
      remedy,
      restsOn: ['podCidr', 'serviceCidr', 'reserved'],
    }));
}
