/** From the pattern of failed checks to a cause: what a person would look for first, with the evidence for it. */

import type { CheckResult } from '../check/check';
import { placesOf, suspectsOf } from './blame';
import { causeText } from './causes/cause-text';
import type { Diagnosis, Explanation, Known, Pattern, Run } from './diagnosis';
import { differingEntries } from './entries/differing-entries';
import { lostOnTheWay } from './entries/lost-on-the-way';
import { numbered, without } from './failure';
import { withFollowUps } from './follow-ups';
import { Intended } from './mend';
import { addressMissing } from './patterns/addresses/address-missing';
import { duplicateAddress } from './patterns/addresses/duplicate-address';
import { equalEnds } from './patterns/addresses/equal-ends';
import { nodeObjects } from './patterns/addresses/node-objects';
import { outsideRange } from './patterns/addresses/outside-range';
import { asPredicted } from './patterns/as-predicted';
import { asymmetricRoute } from './patterns/asymmetric-route';
import { clusterServices } from './patterns/cluster-services';
import { blackholeRoute } from './patterns/drops/blackhole-route';
import { deadNode } from './patterns/drops/dead-node';
import { downLink } from './patterns/drops/down-link';
import { filtered } from './patterns/drops/filtered';
import { forwardingEntry } from './patterns/drops/forwarding-entry';
import { forwardingOff } from './patterns/drops/forwarding-off';
import { gatewayMissing } from './patterns/drops/gateway-missing';
import { isolatedPorts } from './patterns/drops/isolated-ports';
import { lostPodRoute } from './patterns/drops/lost-pod-route';
import { missingNeighbour } from './patterns/drops/missing-neighbour';
import { missingRoute } from './patterns/drops/missing-route';
import { noPodRoutes } from './patterns/drops/no-pod-routes';
import { reversePath } from './patterns/drops/reverse-path';
import { routingLoop } from './patterns/drops/routing-loop';
import { staleNeighbour } from './patterns/drops/stale-neighbour';
import { tunnelMismatch } from './patterns/drops/tunnel-mismatch';
import { egress } from './patterns/egress';
import { names } from './patterns/names';
import { narrowed } from './patterns/narrowed';
import { notReported } from './patterns/not-reported';
import { packetLoss } from './patterns/packet-loss';
import { sizes } from './patterns/sizes/sizes';
import { translated } from './patterns/translated';
import { unmasqueraded } from './patterns/unmasqueraded';
import { untranslated } from './patterns/untranslated';
import { Walks } from './trace';

export type { Cause } from './causes/cause';
export { type Diagnosis, diagnosisSchema, type Known, type RealState } from './diagnosis';
export { type AgentEvidence, type Evidence, lacksAgents, type NodeEvidence } from './evidence';

/** Diagnoses of one run at most; more would bury the likeliest. */
const mostDiagnoses = 5;
const mostEvidence = 20;

/** Causes that have others as their consequence: they come first, however few checks they explain. */
const roots: readonly Pattern[] = [
  differingEntries,
  lostOnTheWay,
  nodeObjects,
  equalEnds,
  asymmetricRoute,
  duplicateAddress,
  addressMissing,
  outsideRange,
  deadNode,
];

/** In the order in which they look at what is left. */
const patterns: readonly Pattern[] = [
  downLink,
  isolatedPorts,
  unmasqueraded,
  filtered,
  forwardingOff,
  gatewayMissing,
  lostPodRoute,
  noPodRoutes,
  missingRoute,
  blackholeRoute,
  routingLoop,
  staleNeighbour,
  forwardingEntry,
  missingNeighbour,
  tunnelMismatch,
  reversePath,
  translated,
  packetLoss,
  sizes,
  asPredicted,
  narrowed,
  egress,
  notReported,
];

/** What stands on plain packets between pods: where these fail too, its failures come last. */
const consequences: readonly Pattern[] = [untranslated, names, clusterServices];

/** The likeliest first; each failure is explained once. Without a datapath, by the pattern of the failures alone. */
export function diagnose(checks: readonly CheckResult[], known: Known = {}): Diagnosis[] {
  let failures = numbered(checks, ({ verdict }) => verdict === 'fail');
  if (failures.length === 0) return []; // most runs: no walk is prepared for them
  const run: Omit<Run, 'failures'> = {
    ...known,
    checks,
    walks: new Walks(known.datapath),
    meant: new Intended(known.intended),
  };
  const explained = (explanations: readonly Explanation[]) => {
    failures = without(
      failures,
      explanations.flatMap((one) => one.failures),
    );
    return explanations;
  };
  const explain = (pattern: Pattern) => explained(pattern({ ...run, failures }));
  const followed = (explanations: readonly Explanation[]) =>
    explained(withFollowUps(explanations, failures, checks));
  const first = followed(roots.flatMap(explain));
  const likely = patterns.flatMap(explain);
  const whole = followed([...first, ...likely]);
  const ranked = [...whole.slice(0, first.length), ...[...whole.slice(first.length)].sort(byWeight)];
  const last = [...consequences.flatMap(explain)].sort(byWeight);
  return [...ranked, ...last].slice(0, mostDiagnoses).map((one) => diagnosis(one, known));
}

const byWeight = (a: Explanation, b: Explanation) => b.failures.length - a.failures.length;

function diagnosis({ failures, cause }: Explanation, { evidence }: Known): Diagnosis {
  const places = failures.map(({ index }) => index);
  const { code, ...details } = cause;
  return {
    code,
    details,
    suspects: suspectsOf(cause, evidence),
    at: placesOf(cause),
    ...causeText(cause),
    evidence: places.slice(0, mostEvidence),
    explains: places.length,
  };
}
