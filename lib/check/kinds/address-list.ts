/** What kinds have in common that ask for a list of addresses. */
import type { Check, Observed } from '../check';
import { fail, type Judgement, pass } from '../judgement';
import type { CheckKind } from './kind';

const sorted = (list: readonly string[]) => [...list].sort().join(', ');

/** Exactly the required addresses, in any order. */
function judgeAddresses({ required }: Check, { addresses, failure }: Observed): Judgement {
  const wanted = required.addresses ?? [];
  if (addresses && sorted(wanted) === sorted(addresses)) return pass;
  return fail({ code: 'other-addresses', has: addresses ?? [], wanted, failure });
}

/** The parts of a kind that asks for addresses of which nothing is predicted. */
export const asksForAddresses = {
  question: 'addresses',
  judge: judgeAddresses,
  predict: () => undefined,
  differs: () => false,
  facts: {
    required: ({ required }) => required.addresses?.join(', ') || '–',
    predicted: () => '–',
    observed: ({ addresses }) => addresses?.join(', ') || '–',
  },
} as const satisfies Partial<CheckKind>;
