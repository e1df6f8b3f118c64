import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { SpecError } from '../../plan';
import { parsedJson } from '../exchange/json';

/** What Terraform's state says of a place, as far as this looks. */
const state = z.object({
  outputs: z.object({ region: z.object({ value: z.string() }).optional() }).default({}),
  resources: z
    .array(
      z.object({
        type: z.string(),
        instances: z
          .array(z.object({ attributes: z.object({ availability_zone: z.string().optional() }).default({}) }))
          .default([]),
      }),
    )
    .default([]),
});

/**
 * Refuses another region than the one in which the stack stands: Terraform would look for its machines in the new one, find
 * none and forget them, as providers before 6.0 do. It knows of states that CDKTF keeps in the current folder.
 * @throws SpecError
 */
export function refuseOtherRegion(stack: string, region: string): void {
  const standing = regionIn(stateText(`terraform.${stack}.tfstate`));
  if (standing === undefined || standing === region) return;
  throw new SpecError([
    {
      code: 'aws/region-moved',
      field: 'aws.region',
      value: `"${region}"`,
      rule: `${stack} stands in ${standing}, where its machines would be forgotten`,
      remedy: `Set it back, run npx cdktf destroy ${stack}, and then change it`,
    },
  ]);
}

function stateText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // there is none here
  }
}

/** The region of a deploy that ended, else that of a subnet or machine. */
function regionIn(text: string): string | undefined {
  const { data } = state.safeParse(parsedJson(text));
  if (!data || data.resources.length === 0) return undefined;
  const zones = data.resources.flatMap(({ instances }) =>
    instances.flatMap(({ attributes }) => attributes.availability_zone ?? []),
  );
  return data.outputs.region?.value ?? zones[0]?.replace(/[a-z]$/, '');
}
