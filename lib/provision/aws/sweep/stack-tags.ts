import * as z from 'zod';
import { TargetError } from '../../../base/target-error';
import type { SweptStack } from '../../sweep/leftover';
import { clusterName } from '../names';

const provider = z.object({
  provider: z.object({
    aws: z.tuple(
      [
        z.object({
          region: z.string(),
          default_tags: z.tuple([z.object({ tags: z.record(z.string(), z.string()) })]),
        }),
      ],
      z.unknown(),
    ),
  }),
});

/** Whether the state has it. */
export type IsKnown = (id: string) => boolean;

/** Tags as AWS writes them. */
export const tagList = z.array(z.object({ Key: z.string(), Value: z.string() })).default([]);

/** How everything of a stack is known. */
export interface StackTags {
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  /** How the names of its parts start. */
  readonly name: string;
}

/** As the synthesized stack says it. @throws TargetError where it says nothing of the kind */
export function stackTags({ stack, json }: SweptStack): StackTags {
  const { data } = provider.safeParse(json);
  const own = data?.provider.aws[0];
  const tags = own?.default_tags[0].tags ?? {};
  const { 'testbed-stack': id, 'testbed-name': name } = tags;
  if (!own || !id || !name)
    throw new TargetError(
      `${stack} does not say by which tags it is known`,
      'Synthesize it with this version: npx cdktf synth',
    );
  return {
    region: own.region,
    tags: { 'testbed-stack': id, 'testbed-name': name },
    name: clusterName(id, name),
  };
}

/** Whether they are all among these. */
export function carries(
  found: readonly { Key: string; Value: string }[],
  wanted: StackTags['tags'],
): boolean {
  return Object.entries(wanted).every(([key, value]) =>
    found.some((tag) => tag.Key === key && tag.Value === value),
  );
}

/** The same as a question to EC2. */
export function tagFilters({ tags }: StackTags): string[] {
  return Object.entries(tags).map(([key, value]) => `Name=tag:${key},Values=${value}`);
}
