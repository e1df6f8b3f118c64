import * as z from 'zod';
import { name } from '../../../base/values';
import type { Machine } from '../../reach/reach';
import { askAws } from './ask-aws';
import type { AwsPlace } from './place';

const instance = z.object({
  InstanceId: z.string().regex(/^i-[0-9a-f]{8,17}$/),
  InstanceType: name,
  Placement: z.object({ GroupName: z.string().default('') }).default({ GroupName: '' }),
  Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
});

const answer = z.object({ Reservations: z.array(z.object({ Instances: z.array(instance) })) });

/**
 * The running instances of a stack. They carry their bucket's name, which no two deployed stacks have in common, whatever
 * these are called.
 */
export async function runningInstances({ bucket, region }: AwsPlace): Promise<Machine[]> {
  const filters = [`Name=tag:testbed-bucket,Values=${bucket}`, 'Name=instance-state-name,Values=running'];
  const { Reservations } = await askAws(
    region,
    ['ec2', 'describe-instances', '--filters', ...filters],
    answer,
  );
  return Reservations.flatMap(({ Instances }) => Instances.flatMap(machineOf));
}

/** Other things in the account may carry the tag of the bucket and no node's name. */
function machineOf({ InstanceId, InstanceType, Placement, Tags }: z.output<typeof instance>): Machine[] {
  const tag = (key: string) => Tags.find(({ Key }) => Key === key)?.Value;
  const [node, role] = [tag('Name'), tag('testbed-role')];
  if (!node || (role !== 'control-plane' && role !== 'worker')) return [];
  return [{ node, role, id: InstanceId, instanceType: InstanceType, placementGroup: Placement.GroupName }];
}
