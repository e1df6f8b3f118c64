/** What AWS asks of a spec beyond what every target asks, as spec problems. */
import type { PlainProblemCode, Problem } from '../../plan';
import { givenNetworkProblems } from './given/network-problems';
import { fitsPlacementGroup, parseInstanceType, tooSmallForKubeadm } from './instance-type';
import { processorOf } from './machines';
import { networkProblems } from './network-problems';
import { regions, regionsLike } from './regions';
import type { AwsSpec, AwsTestbedSpec } from './spec';
import { tagProblems } from './tag-problems';

/** Routes of a route table without a request for more (500, up to 1,000); three are the VPC's own, the internet's and S3's. */
const mostPodRoutes = 497;

/** What AWS asks of a spec. */
export function awsProblems(spec: AwsTestbedSpec): Problem[] {
  return [
    ...regionProblems(spec),
    ...instanceTypeProblems(spec),
    ...controlPlaneProblems(spec),
    ...networkProblems(spec),
    ...givenNetworkProblems(spec),
    ...tagProblems(spec.aws.tags),
  ];
}

/** For clusters whose pods need a VPC route per node. */
export function podRouteProblems({ controlPlanes, workers, aws }: AwsTestbedSpec): Problem[] {
  const restsOn = ['controlPlanes', 'zones', 'podRoutes', 'cni', 'mode'] as const;
  if (aws.subnetIds)
    return [
      {
        code: 'aws/pod-routes-elsewhere',
        field: 'aws.subnetIds',
        value: Object.values(aws.subnetIds).join(', '),
        rule: "un-encapsulated pods over several zones need a VPC route for each node, and the route tables of these subnets are not the stack's",
        remedy:
          'Use one zone, a mode that tunnels, or aws.vpcId in their place: the stack makes subnets of its own then',
        restsOn,
      },
    ];
  const nodes = controlPlanes + workers;
  if (nodes <= mostPodRoutes) return [];
  return [
    {
      code: 'aws/pod-routes',
      field: 'workers',
      value: `${nodes} nodes`,
      rule: `un-encapsulated pods over several zones need a VPC route for each node, and a route table has room for ${mostPodRoutes}`,
      remedy: 'Use fewer nodes, one zone or a mode that tunnels',
      restsOn,
    },
  ];
}

function regionProblems({ aws: { region } }: AwsTestbedSpec): Problem[] {
  if (regions.includes(region)) return [];
  return [
    {
      code: 'aws/region',
      field: 'aws.region',
      value: `"${region}"`,
      rule: 'there is no such region',
      remedy: `Did you mean ${regionsLike(region).join(', ')}?`,
    },
  ];
}

function instanceTypeProblems({ aws }: AwsTestbedSpec): Problem[] {
  const types = [
    typeProblems(aws, 'instanceType', aws.instanceType),
    ...(aws.controlPlaneInstanceType === undefined
      ? []
      : [typeProblems(aws, 'controlPlaneInstanceType', aws.controlPlaneInstanceType)]),
  ].flat();
  return types.length > 0 ? types : processorProblems(aws);
}

function typeProblems(aws: AwsSpec, field: string, name: string): Problem[] {
  const problem = (code: PlainProblemCode, rule: string, remedy: string, of = field, value = `"${name}"`) => [
    { code, field: `aws.${of}`, value, rule, remedy },
  ];
  const type = parseInstanceType(name);
  if (!type)
    return problem(
      'aws/instance-type',
      'an instance type is a family with its generation, a dot and a size',
      'Write it as AWS does, such as t3.medium or c6in.8xlarge',
    );
  if (tooSmallForKubeadm(type))
    return problem(
      'aws/small-instance',
      'kubeadm wants 2 processors and 1,700 MB of memory',
      'Use t3.small or larger, or size large and up of other families',
    );
  if (aws.placementGroup && !fitsPlacementGroup(type))
    return problem(
      'aws/burstable-placement-group',
      `${name} is burstable, and placement groups do not take those`,
      'Use another family, such as c6in.large, or no placement group',
      'placementGroup',
      'true',
    );
  return [];
}

/** One image serves all machines, and what they install is of its processor. */
function processorProblems({ instanceType, controlPlaneInstanceType = instanceType }: AwsSpec): Problem[] {
  const [workers, controlPlanes] = [instanceType, controlPlaneInstanceType].map(processorOf);
  if (workers === controlPlanes) return [];
  return [
    {
      code: 'aws/two-processors',
      field: 'aws.controlPlaneInstanceType',
      value: `"${controlPlaneInstanceType}"`,
      rule: `its processor is ${controlPlanes}, and that of ${instanceType} is ${workers}: all nodes start from one image`,
      remedy: `Use a type with ${workers}`,
      restsOn: ['aws'],
    },
  ];
}

/** Kubernetes documentation, "Operating etcd clusters". */
function controlPlaneProblems({ controlPlanes }: AwsTestbedSpec): Problem[] {
  if (controlPlanes % 2 === 1) return [];
  return [
    {
      code: 'aws/even-control-planes',
      field: 'controlPlanes',
      value: `${controlPlanes}`,
      rule: 'each holds a member of etcd, which works as long as most members do: an even number survives no more failures than one less',
      remedy: `Use ${controlPlanes - 1} or ${controlPlanes + 1}`,
    },
  ];
}
