/** Checks as results files hold them: codes for programs, and their words for people beside them. */
import type * as z from 'zod';
import { text } from '../base/values';
import { type CheckResult, checkResultSchema, failureText, predictedText, reasonText } from '../check';
import { orNewer } from './newer-codes';

const { predicted, observed, why: reasons } = checkResultSchema.shape;
const { why: unreachable, unknown } = predicted.unwrap().shape;
const { failure } = observed.unwrap().unwrap().shape;

/** What a walk says, as a file holds it. */
const walkFile = predicted
  .unwrap()
  .extend({ why: orNewer(unreachable), unknown: orNewer(unknown), reason: text.optional() });

/** A check as a file holds it. Files of older versions have words alone. */
const checkFile = checkResultSchema.extend({
  predicted: walkFile,
  explained: walkFile.optional(),
  observed: observed
    .unwrap()
    .unwrap()
    .extend({ failure: orNewer(failure), error: text.optional() })
    .optional(),
  why: orNewer(reasons),
  reason: text.optional(),
});

/** A check as results files have it. */
export const checkSchema = checkFile.transform(
  ({ predicted: foreseen, explained, observed: seen, reason, why, ...check }): CheckResult => {
    const { error, ...measured } = seen ?? {};
    return {
      ...check,
      predicted: walkOf(foreseen),
      ...(explained && { explained: walkOf(explained) }),
      ...(seen && { observed: { ...measured, ...codeOf('failure', measured.failure, error) } }),
      ...codeOf('why', why, reason),
    };
  },
);

function walkOf({ reason, ...walk }: z.output<typeof walkFile>): CheckResult['predicted'] {
  return { ...walk, ...codeOf('why', walk.why, reason) };
}

const walkJson = (walk: CheckResult['predicted']) =>
  walk.why ? { ...walk, reason: predictedText(walk.why) } : walk;

type Unknown = { readonly code: 'unknown'; readonly text: string };

/** The code, or, where only words are known, these. */
function codeOf<Field extends string, Code>(
  field: Field,
  code: Code | undefined,
  words: string | undefined,
): { readonly [key in Field]?: Code | Unknown } {
  const known = code ?? (words === undefined ? undefined : { code: 'unknown', text: words });
  return (known === undefined ? {} : { [field]: known }) as { readonly [key in Field]?: Code | Unknown };
}

/** The check as a results file holds it. */
export function checkJson({
  predicted: foreseen,
  explained,
  observed: seen,
  why,
  ...check
}: CheckResult): z.input<typeof checkFile> {
  return {
    ...check,
    predicted: walkJson(foreseen),
    ...(explained && { explained: walkJson(explained) }),
    ...(seen && { observed: seen.failure ? { ...seen, error: failureText(seen.failure) } : seen }),
    ...(why && { reason: reasonText(why), why }),
  };
}
