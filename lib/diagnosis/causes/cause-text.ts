/** Causes and their remedies in words. Only the `…-text.ts` files here make these sentences. */
import { named } from '../../base/lists';
import { isNarrowed, placesOf } from '../blame';
import { addressWords } from './address-text';
import type { Cause } from './cause';
import type { CauseWords } from './cause-words';
import { dropWords } from './drop-text';
import { entryWords } from './entry-text';
import { lostWords } from './lost-text';
import { nameWords } from './name-text';
import { patternWords } from './pattern-text';
import { serviceText } from './service-text';
import { sizeWords } from './size-text';
import { sourceWords } from './source-text';

const words = {
  ...entryWords,
  ...lostWords,
  ...dropWords,
  ...addressWords,
  ...sourceWords,
  ...sizeWords,
  ...patternWords,
  ...nameWords,
};

/** A cause in words. Where several are left to blame, the remedy introduces their list. */
export function causeText(cause: Cause): CauseWords {
  const { remedy, ...said } =
    'mayFollow' in cause ? serviceText(cause) : (words[cause.code] as (cause: Cause) => CauseWords)(cause);
  if (!isNarrowed(cause)) return { ...said, remedy };
  const at = placesOf(cause);
  const where = at.length > 0 ? named(at, ' and ') : 'the nodes';
  return {
    ...said,
    remedy: `${remedy}${remedy ? '; left' : 'Left'} to blame, and what shows it on ${where}`,
  };
}
