import * as z from 'zod';
import type { CloudSweep, Leftover, SweptStack } from '../../sweep/leftover';
import { shortName } from '../names';
import { prices } from '../prices';
import { askAws } from '../reach/ask-aws';
import { AwsError } from '../reach/aws-errors';
import { leftIn, leftNetwork } from './network';
import { leftRoles } from './roles';
import { carries, type IsKnown, type StackTags, stackTags, tagFilters, tagList } from './stack-tags';

/** By the tags that everything of a stack carries, where AWS can be asked for them, else by names and their tags. */
export const sweep: CloudSweep = {
  programs: [{ program: 'aws', remedy: 'Install the AWS CLI: docs.aws.amazon.com/cli' }],
  find: async (stack: SweptStack) => {
    const where = stackTags(stack);
    const ids = new Set(stack.known.flatMap(({ values }) => [values.id, values.arn, values.association_id]));
    const isKnown = (id: string) => ids.has(id);
    return [
      ...(await leftInstances(where, isKnown)),
      ...(await leftPlacementGroups(stack, where, isKnown)),
      ...(await leftBalancers(where, isKnown)),
      ...(await leftNetwork(where, stack.known, isKnown)),
      ...(await leftBuckets(where, isKnown)),
      ...(await leftRoles(where, isKnown)),
    ];
  },
};

const reservations = z.object({
  Reservations: z.array(
    z.object({
      Instances: z.array(
        z.object({
          InstanceId: z.string(),
          InstanceType: z.string(),
          PrivateIpAddress: z.string().optional(),
          Tags: tagList,
        }),
      ),
    }),
  ),
});

async function leftInstances(where: StackTags, isKnown: IsKnown): Promise<Leftover[]> {
  const left = leftIn(where.region);
  const alive = 'Name=instance-state-name,Values=pending,running,stopping,stopped';
  const words = ['ec2', 'describe-instances', '--filters', ...tagFilters(where), alive] as const;
  const { Reservations } = await askAws(where.region, words, reservations);
  return Reservations.flatMap(({ Instances }) => Instances)
    .filter(({ InstanceId }) => !isKnown(InstanceId))
    .map(({ InstanceId: id, InstanceType, PrivateIpAddress = '', Tags }) => {
      const name = Tags.find(({ Key }) => Key === 'Name')?.Value ?? '';
      const hour = prices.instanceHour[InstanceType];
      return left(
        'instance',
        id,
        [name, PrivateIpAddress, InstanceType].filter(Boolean).join(' '),
        [
          ['ec2', 'terminate-instances', '--instance-ids', id],
          ['ec2', 'wait', 'instance-terminated', '--instance-ids', id],
        ],
        hour === undefined ? undefined : hour + prices.publicAddressHour,
      );
    });
}

const placementGroups = z.object({
  PlacementGroups: z.array(z.object({ GroupName: z.string(), Tags: tagList })),
});

/** Asked for where the stack has one. */
async function leftPlacementGroups(
  { json }: SweptStack,
  where: StackTags,
  isKnown: IsKnown,
): Promise<Leftover[]> {
  const { data } = z.object({ resource: z.object({ aws_placement_group: z.unknown() }) }).safeParse(json);
  if (data?.resource.aws_placement_group === undefined) return [];
  const words = ['ec2', 'describe-placement-groups', '--filters', ...tagFilters(where)] as const;
  const { PlacementGroups } = await askAws(where.region, words, placementGroups);
  return PlacementGroups.filter(({ GroupName }) => !isKnown(GroupName)).map(({ GroupName: name }) =>
    leftIn(where.region)('placement group', name, '', [
      ['ec2', 'delete-placement-group', '--group-name', name],
    ]),
  );
}

const tagged = z.object({ TagDescriptions: z.array(z.object({ ResourceArn: z.string(), Tags: tagList })) });

/** The balancer of several control planes, and what it spreads to. */
async function leftBalancers({ region, tags, name }: StackTags, isKnown: IsKnown): Promise<Leftover[]> {
  const left = leftIn(region);
  const start = shortName(name, 19);
  const named = z.object({ LoadBalancerName: z.string(), LoadBalancerArn: z.string() });
  const target = z.object({ TargetGroupName: z.string(), TargetGroupArn: z.string() });
  const { LoadBalancers } = await askAws(
    region,
    ['elbv2', 'describe-load-balancers'],
    z.object({ LoadBalancers: z.array(named) }),
  );
  const { TargetGroups } = await askAws(
    region,
    ['elbv2', 'describe-target-groups'],
    z.object({ TargetGroups: z.array(target) }),
  );
  const ours = async (arn: string) => {
    const words = ['elbv2', 'describe-tags', '--resource-arns', arn] as const;
    const { TagDescriptions } = await askAws(region, words, tagged);
    return TagDescriptions.some(({ Tags }) => carries(Tags, tags));
  };
  const found: Leftover[] = [];
  for (const { LoadBalancerName, LoadBalancerArn: arn } of LoadBalancers)
    if (LoadBalancerName.startsWith(start) && !isKnown(arn) && (await ours(arn)))
      found.push(
        left(
          'load balancer',
          arn,
          '',
          [
            ['elbv2', 'delete-load-balancer', '--load-balancer-arn', arn],
            ['elbv2', 'wait', 'load-balancers-deleted', '--load-balancer-arns', arn],
          ],
          prices.loadBalancerHour,
        ),
      );
  for (const { TargetGroupName, TargetGroupArn: arn } of TargetGroups)
    if (TargetGroupName.startsWith(start) && !isKnown(arn) && (await ours(arn)))
      found.push(
        left('target group', arn, '', [['elbv2', 'delete-target-group', '--target-group-arn', arn]]),
      );
  return found;
}

/** Terraform's own end of a name: the time, and a number in hexadecimal digits. */
const suffix = /^\d{18,}[0-9a-f]{8}$/;

/** A bucket gets its tags after it is made: one that has none is ours by its name, and only as long as nothing is in it. */
async function leftBuckets({ region, tags, name }: StackTags, isKnown: IsKnown): Promise<Leftover[]> {
  const left = leftIn(region);
  const start = `${shortName(name, 36).toLowerCase()}-`;
  const { Buckets } = await askAws(
    region,
    ['s3api', 'list-buckets'],
    z.object({ Buckets: z.array(z.object({ Name: z.string() })) }),
  );
  const found: Leftover[] = [];
  for (const { Name } of Buckets.filter((one) => one.Name.startsWith(start) && !isKnown(one.Name))) {
    const its = await bucketTags(region, Name);
    if (carries(its, tags)) found.push(left('bucket', Name, '', [['s3', 'rb', `s3://${Name}`, '--force']]));
    else if (its.length === 0 && suffix.test(Name.slice(start.length)))
      found.push(left('bucket', Name, 'without tags yet', [['s3api', 'delete-bucket', '--bucket', Name]]));
  }
  return found;
}

/** A bucket without tags is an error to S3. */
async function bucketTags(region: string, bucket: string): Promise<z.output<typeof tagList>> {
  try {
    const words = ['s3api', 'get-bucket-tagging', '--bucket', bucket] as const;
    return (await askAws(region, words, z.object({ TagSet: tagList }))).TagSet;
  } catch (error) {
    if (error instanceof AwsError && error.code === 'NoSuchTagSet') return [];
    throw error;
  }
}
