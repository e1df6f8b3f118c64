/** Runs to report on. */
import { type Check, judge } from '../../lib/check';
import { styleFor } from '../../lib/report';
import type { Results } from '../../lib/results';
import { predictedResults, testbedOf } from '../testbeds';
import { asPredicted } from './as-predicted';

export const plain = styleFor(false);

/** A run in which everything was as predicted, except for what is picked. */
export const run = (input = {}, picked: (check: Check) => boolean = () => false): Results =>
  predictedResults(testbedOf(input), (checks) =>
    checks.map((check) => {
      const silence = { code: 'no-answer', afterMs: 1000 } as const;
      return judge(check, picked(check) ? { reachable: false, failure: silence } : asPredicted(check));
    }),
  );
