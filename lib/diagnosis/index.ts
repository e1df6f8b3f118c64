/** From the pattern of failed checks to a cause: what a person would look for first, with the evidence for it. */

import type { CheckResult } from '../check/check';
import type { Datapath } from '../datapath';
import { causeText } from './cause-text';
import type { Diagnosis, Explanation, Failure, Pattern } from './diagnosis';
import { asPredicted } from './patterns/as-predicted';
import { blackholeRoute } from './patterns/blackhole-route';
import { clusterServices } from './patterns/cluster-services';
import { deadNode } from './patterns/dead-node';
import { downLink } from './patterns/down-link';
import { duplicateAddress } from './patterns/duplicate-address';
import { filtered } from './patterns/filtered';
import { forwardingEntry } from './patterns/forwarding-entry';
import { forwardingOff } from './patterns/forwarding-off';
import { gatewayMissing } from './patterns/gateway-missing';
import { missingNeighbour } from './patterns/missing-neighbour';
import { missingRoute } from './patterns/missing-route';
import { outsideRange } from './patterns/outside-range';
import { packetLoss } from './patterns/packet-loss';
import { reversePath } from './patterns/reverse-path';
import { routingLoop } from './patterns/routing-loop';
import { sizes } from './patterns/sizes';
import { staleNeighbour } from './patterns/stale-neighbour';
import { stateDiffers } from './patterns/state-differs';
import { translated } from './patterns/translated';
import { tunnelMismatch } from './patterns/tunnel-mismatch';
import { unmasqueraded } from './patterns/unmasqueraded';
import { unpredicted } from './patterns/unpredicted';
import { tracer } from './trace';

export type { Cause } from './cause';
export { type Diagnosis, diagnosisSchema } from './diagnosis';

/** Diagnoses of one run at most; more would bury the likeliest. */
const mostDiagnoses = 5;
const mostEvidence = 20;

/** Causes that have others as their consequence: they come first, however few checks they explain. */
const roots: readonly Pattern[] = [duplicateAddress, outsideRange, deadNode];

/** In the order in which they look at what is left. */
const patterns: readonly Pattern[] = [
  downLink,
  filtered,
  forwardingOff,
  gatewayMissing,
  missingRoute,
  blackholeRoute,
  routingLoop,
  staleNeighbour,
  forwardingEntry,
  missingNeighbour,
  tunnelMismatch,
  reversePath,
  translated,
  unmasqueraded,
  packetLoss,
  sizes,
  asPredicted,
  stateDiffers,
  unpredicted,
];

/** What stands on plain packets between pods: where these fail too, its failures come last. */
const consequences: readonly Pattern[] = [clusterServices];

/** The likeliest first; each failure is explained once. Without a datapath, by the pattern of the failures alone. */
export function diagnose(checks: readonly CheckResult[], datapath?: Datapath): Diagnosis[] {
  const trace = tracer(datapath);
  let failures = checks.flatMap((check, index): Failure[] =>
    check.verdict === 'fail' ? [{ ...check, index }] : [],
  );
  const explain = (pattern: Pattern) =>
    pattern({ checks, failures, datapath, trace }).map((explanation) => {
      const taken = new Set(explanation.failures.map(({ index }) => index));
      failures = failures.filter(({ index }) => !taken.has(index));
      return diagnosis(explanation);
    });
  const first = roots.flatMap(explain);
  const likely = patterns.flatMap(explain).sort(byWeight);
  const last = consequences.flatMap(explain).sort(byWeight);
  return [...first, ...likely, ...last].slice(0, mostDiagnoses);
}

const byWeight = (a: Diagnosis, b: Diagnosis) => b.explains - a.explains;

function diagnosis({ failures, cause }: Explanation): Diagnosis {
  const places = failures.map(({ index }) => index);
  const { code, ...details } = cause;
  return {
    code,
    details,
    ...causeText(cause),
    evidence: places.slice(0, mostEvidence),
    explains: places.length,
  };
}
