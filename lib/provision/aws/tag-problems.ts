import type { Problem } from '../../plan';

/** Objects of S3 take ten tags, and two are the stack's own. */
const mostTags = 8;
/** What the metadata service can serve as part of a path, by which machines read their own tags. */
const keyForm = /^[A-Za-z0-9+\-=._:@]{1,128}$/;
const valueForm = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;
/** Tags that the stack itself gives, and AWS' own. */
const taken = /^(aws:|testbed-|Name$)/i;

/** What AWS and the stack ask of a user's own tags. */
export function tagProblems(tags: Readonly<Record<string, string>>): Problem[] {
  const count = Object.keys(tags).length;
  return [
    ...(count > mostTags
      ? [
          {
            code: 'aws/too-many-tags' as const,
            field: 'aws.tags',
            value: `${count} tags`,
            rule: `an object in a bucket takes 10, and ${10 - mostTags} are the stack's own`,
            remedy: `Use ${mostTags} or fewer`,
          },
        ]
      : []),
    ...Object.entries(tags).flatMap(([key, value]) => oneTag(key, value)),
  ];
}

function oneTag(key: string, value: string): Problem[] {
  const problem = (rule: string, remedy: string): Problem[] => [
    { code: 'aws/tag', field: `aws.tags.${key}`, value: JSON.stringify(value), rule, remedy },
  ];
  if (taken.test(key))
    return problem('Name, and what starts with aws: or testbed-, is not for own tags', 'Use another key');
  if (!keyForm.test(key) || key === '.' || key === '..' || key === '_index')
    return problem(
      'a key has 1 to 128 letters, digits and signs of + - = . _ : @, as machines read their tags by a path',
      'Leave out blanks, slashes and other signs',
    );
  if (!valueForm.test(value))
    return problem(
      'a value has at most 256 letters, digits, blanks and signs of _ . : / = + - @',
      'Leave out other signs',
    );
  return [];
}
