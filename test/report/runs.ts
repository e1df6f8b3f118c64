/** Runs to report on. */
import { type Check, judge } from '../../lib/check';
import { udpLost } from '../../lib/prober';
import { styleFor } from '../../lib/report';
import type { Results } from '../../lib/results';
import { predictedResults, testbedOf } from '../testbeds';

export const plain = styleFor(false);

/** A run in which everything was as foretold, save for what is picked. */
export const run = (input = {}, picked: (check: Check) => boolean = () => false): Results =>
  predictedResults(testbedOf(input), (checks) =>
    checks.map((check) => {
      const { source, reason, ...rest } = check.predicted;
      const error = check.id === 'mtu/path' && rest.bytes === undefined ? udpLost : reason;
      const foretold = { ...rest, source, error, addresses: [source!] };
      return judge(check, picked(check) ? { reachable: false, error: 'no answer within 1000 ms' } : foretold);
    }),
  );
