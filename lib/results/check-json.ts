/** Checks as results files hold them: codes for programs, and their words for people beside them. */
import type * as z from 'zod';
import { text } from '../base/values';
import { type CheckResult, checkResultSchema, failureText, predictedText, reasonText } from '../check';
import { orNewer } from './newer-codes';

const { predicted, observed, why: reasons } = checkResultSchema.shape;
const { why: unreachable } = predicted.unwrap().shape;
const { failure } = observed.unwrap().unwrap().shape;

/** A check as a file holds it. Files of older versions have words alone. */
const checkFile = checkResultSchema.extend({
  predicted: predicted.unwrap().extend({ why: orNewer(unreachable), reason: text.optional() }),
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
  ({ predicted: foreseen, observed: seen, reason, why, ...check }): CheckResult => {
    const { reason: expected, ...prediction } = foreseen;
    const { error, ...measured } = seen ?? {};
    return {
      ...check,
      predicted: { ...prediction, ...codeOf('why', prediction.why, expected) },
      ...(seen && { observed: { ...measured, ...codeOf('failure', measured.failure, error) } }),
      ...codeOf('why', why, reason),
    };
  },
);

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
  observed: seen,
  why,
  ...check
}: CheckResult): z.input<typeof checkFile> {
  return {
    ...check,
    predicted: foreseen.why ? { ...foreseen, reason: predictedText(foreseen.why) } : foreseen,
    ...(seen && { observed: seen.failure ? { ...seen, error: failureText(seen.failure) } : seen }),
    ...(why && { reason: reasonText(why), why }),
  };
}
