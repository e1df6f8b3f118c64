import * as z from 'zod';

/**
 * The schema of codes with their details, read by a version that does not know all codes: one that a later version added is
 * undefined, so that its sentence stands alone. Wrong details of a known code are refused.
 */
export function orNewer<Schema extends z.ZodType>(schema: Schema) {
  const newer = z.custom((value) => hasNewCode(schema, value)).transform(() => undefined);
  return z.union([schema, newer], { error: 'it is no code with its details' });
}

function hasNewCode(schema: z.ZodType, value: unknown): boolean {
  const issues = schema.safeParse(value).error?.issues ?? [];
  return issues.some(
    (issue) => issue.code === 'invalid_union' && 'discriminator' in issue && issue.discriminator === 'code',
  );
}
