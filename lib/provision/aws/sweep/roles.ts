import * as z from 'zod';
import type { Leftover } from '../../sweep/leftover';
import { shortName } from '../names';
import { type AwsWords, askAws } from '../reach/ask-aws';
import { leftIn } from './network';
import { carries, type IsKnown, type StackTags, tagList } from './stack-tags';

const roleList = z.object({ Roles: z.array(z.object({ RoleName: z.string() })) });
const profileList = z.object({
  InstanceProfiles: z.array(
    z.object({
      InstanceProfileName: z.string(),
      Roles: z.array(z.object({ RoleName: z.string() })).default([]),
    }),
  ),
});

const profile = z.object({ InstanceProfile: z.object({ Tags: tagList }) });

/** IAM has no question for what carries a tag: by the names, then by the tags of each. */
export async function leftRoles({ region, tags, name }: StackTags, isKnown: IsKnown): Promise<Leftover[]> {
  const left = leftIn(region);
  const start = `${shortName(name, 20)}-`;
  const { InstanceProfiles } = await askAws(region, ['iam', 'list-instance-profiles'], profileList);
  const { Roles } = await askAws(region, ['iam', 'list-roles'], roleList);
  const isOurProfile = async (id: string) => {
    const words = ['iam', 'get-instance-profile', '--instance-profile-name', id] as const;
    return carries((await askAws(region, words, profile)).InstanceProfile.Tags, tags);
  };
  const isOurRole = async (id: string) => {
    const words = ['iam', 'list-role-tags', '--role-name', id] as const;
    return carries((await askAws(region, words, z.object({ Tags: tagList }))).Tags, tags);
  };
  const found: Leftover[] = [];
  for (const { InstanceProfileName: id, Roles: held } of InstanceProfiles)
    if (id.startsWith(start) && !isKnown(id) && (await isOurProfile(id)))
      found.push(
        left('instance profile', id, '', [
          ...held.map(
            ({ RoleName }) =>
              [
                ...(['iam', 'remove-role-from-instance-profile'] as const),
                ...['--instance-profile-name', id, '--role-name', RoleName],
              ] as const,
          ),
          ['iam', 'delete-instance-profile', '--instance-profile-name', id],
        ]),
      );
  for (const { RoleName: id } of Roles)
    if (id.startsWith(start) && !isKnown(id) && (await isOurRole(id)))
      found.push(
        left('role', id, '', [
          ...['testbed', 'testbed-end'].map(
            (policy): AwsWords => ['iam', 'delete-role-policy', '--role-name', id, '--policy-name', policy],
          ),
          ['iam', 'delete-role', '--role-name', id],
        ]),
      );
  return found;
}
