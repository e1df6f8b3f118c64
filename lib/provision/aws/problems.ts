/** What AWS asks of a spec beyond what every target asks, as spec problems. */
import type { PlainProblemCode, Problem } from '../../plan';
import { fitsPlacementGroup, parseInstanceType, tooSmallForKubeadm } from './instance-type';
import { networkProblems } from './network-problems';
import { regions, regionsLike } from './regions';
import type { AwsTestbedSpec } from './spec';

/** Routes of a route table without a request for more (500, up to 1,000); three are the VPC's own, the internet's and S3's. */
const mostPodRoutes = 497;

/** What AWS asks of a spec. */
export function awsProblems(spec: AwsTestbedSpec): Problem[] {
  return [
    ...regionProblems(spec),
    ...instanceTypeProblems(spec),
    ...controlPlaneProblems(spec),
    ...networkProblems(spec),
  ];
}

/** For clusters whose pods need a VPC route per node. */
export function podRouteProblems(nodes: number): Problem[] {
  if (nodes <= mostPodRoutes) return [];
  return [
    {
      code: 'aws/pod-routes',
      field: 'workers',
      value: `${nodes} nodes`,
      rule: `un-encapsulated pods over several zones need a VPC route for each node, and a route table has room for ${mostPodRoutes}`,
      remedy: 'Use fewer nodes, one zone or a mode that tunnels',
      restsOn: ['controlPlanes', 'zones', 'podRoutes', 'cni', 'mode'],
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
  const problem = (code: PlainProblemCode, field: string, value: string, rule: string, remedy: string) => [
    { code, field: `aws.${field}`, value, rule, remedy },
  ];
  const type = parseInstanceType(aws.instanceType);
  const value = `"${aws.instanceType}"`;
  if (!type)
    return problem(
      'aws/instance-type',
      'instanceType',
      value,
      'an instance type is a family with its generation, a dot and a size',
      'Write it as AWS does, such as t3.medium or c6in.8xlarge',
    );
  if (tooSmallForKubeadm(type))
    return problem(
      'aws/small-instance',
      'instanceType',
      value,
      'kubeadm wants 2 processors and 1,700 MB of memory',
      'Use t3.small or larger, or size large and up of other families',
    );
  if (aws.placementGroup && !fitsPlacementGroup(type))
    return problem(
      'aws/burstable-placement-group',
      'placementGroup',
      'true',
      `${aws.instanceType} is burstable, and placement groups do not take those`,
      'Use another family, such as c6in.large, or no placement group',
    );
  return [];
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
