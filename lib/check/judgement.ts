import type { Verdict } from './check';
import type { Reason } from './reason';

/** A verdict on a check, with its reason where it is no pass. */
export type Judgement =
  | { readonly verdict: Extract<Verdict, 'pass'>; readonly why?: undefined }
  | { readonly verdict: Exclude<Verdict, 'pass'>; readonly why: Reason };

/** What holds. */
export const pass: Judgement = { verdict: 'pass' };
/** What does not hold, and why. */
export const fail = (why: Reason): Judgement => ({ verdict: 'fail', why });
/** What cannot be judged, and why. */
export const skipped = (why: Reason): Judgement => ({ verdict: 'skip', why });
