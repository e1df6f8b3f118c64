/** Whose address receivers see, by kind of flow: the rows' form, and how a results file holds them. */
import * as z from 'zod';
import { text } from '../base/values';
import { family } from '../net/values';
import { type Coded, flowCodes, type NatFlow, type NatOwner, ownerCodes } from './nat-codes';
import { flowText, ownerText } from './nat-text';

/** One kind of flow in one family. */
export interface NatRow {
  readonly flow: NatFlow;
  /** Absent in files of older versions that had one family. */
  readonly family?: z.infer<typeof family>;
  /** Whose addresses the receivers see, as the walk says. */
  readonly predicted: readonly NatOwner[];
  /** Nothing is predicted of the flow, so that nothing can differ: `predicted` is empty. @default false */
  readonly unpredicted?: true;
  /** As it was measured; empty where nothing was. */
  readonly observed: readonly NatOwner[];
  /** An address of each kind, for the reader. */
  readonly examples: readonly string[];
}

const texts = z.array(text).readonly();

/** Words, or what JSON.stringify makes of words that have no code. */
const worded = z.union([text, z.custom<{ readonly unknown: string }>(isUnknown)]);

function isUnknown(value: unknown): boolean {
  return z.strictObject({ unknown: text }).safeParse(value).success;
}

/** A row as a results file holds it: words for people, codes for programs. */
const natFile = z.object({
  flow: worded,
  id: z.enum(flowCodes).optional().catch(undefined),
  family: family.optional(),
  predicted: z.array(worded).readonly(),
  observed: z.array(worded).readonly(),
  /** Codes of `predicted` and `observed`. */
  owners: z.object({ predicted: texts, observed: texts }).optional(),
  unpredicted: z.literal(true).optional(),
  examples: texts,
});

/** A row of the table as results files have it. */
export const natSchema = natFile.transform(
  ({ flow, id, owners, predicted, observed, ...row }): NatRow => ({
    ...row,
    flow: id ?? codeOrWords(flow, flowCodes),
    predicted: ownersOf(predicted, owners?.predicted),
    observed: ownersOf(observed, owners?.observed),
  }),
);

type Worded = z.infer<typeof worded>;

function ownersOf(words: readonly Worded[], codes: readonly string[] = []): NatOwner[] {
  return words.map(
    (word, i) => ownerCodes.find((code) => code === codes[i]) ?? codeOrWords(word, ownerCodes),
  );
}

/** What JSON.stringify makes of results has codes in the place of words. */
function codeOrWords<Code extends string>(word: Worded, codes: readonly Code[]): Coded<Code> {
  if (typeof word !== 'string') return word;
  return codes.find((code) => code === word) ?? { unknown: word };
}

/** The row as a results file holds it. */
export function natJson({ flow, predicted, observed, ...row }: NatRow): z.input<typeof natFile> {
  return {
    flow: flowText(flow),
    ...(typeof flow === 'string' ? { id: flow } : {}),
    ...row,
    predicted: predicted.map(ownerText),
    observed: observed.map(ownerText),
    owners: { predicted: predicted.map(codeOf), observed: observed.map(codeOf) },
  };
}

const codeOf = (owner: NatOwner): string => (typeof owner === 'string' ? owner : 'unknown');

/** Whether receivers see whom they should, as far as anything is predicted. */
export function asPredicted({ predicted, observed, unpredicted }: NatRow): boolean {
  return unpredicted === true || JSON.stringify(predicted) === JSON.stringify(observed);
}
