/** What follows from a cause is no cause of its own. */
import { addTo } from '../base/lists';
import { type CheckResult, isDirect, kindOf, standsOnPackets } from '../check';
import { egressNat } from '../check/kinds/egress';
import { isPod, nodeId, nodeOf } from '../net';
import { placesOf } from './blame';
import type { Explanation } from './diagnosis';
import type { Failure } from './failure';
import { restsOnPackets } from './patterns/cluster-services';
import { crossesNodes, nodePair } from './scope/traffic';

/**
 * The explanations with those failures that may follow from them: of Services, names and policies, where packets of
 * an end of theirs fail, or that lead over the node where the cause is; of the way out of the cluster, where nothing else
 * leaves the node either. Each goes to the first that explains such packets.
 */
export function withFollowUps(
  explanations: readonly Explanation[],
  failures: readonly Failure[],
  checks: readonly CheckResult[],
): readonly Explanation[] {
  const owners = new Map<string, Explanation>();
  for (const explanation of explanations) {
    const direct = explanation.failures.filter(isDirect);
    const places = direct.length > 0 ? placesOf(explanation.cause).map(nodeId) : [];
    for (const key of [...direct.flatMap(keysOf), ...places])
      if (!owners.has(key)) owners.set(key, explanation);
  }
  const leaving = new Set(checks.filter(leavesItsNode).map(({ from }) => from));
  const added = new Map<Explanation, Failure[]>();
  for (const failure of failures) {
    const follows = restsOnPackets(failure) || (isCutOff(failure) && !leaving.has(failure.from));
    const key = follows ? keysUnder(failure).find((one) => owners.has(one)) : undefined;
    if (key) addTo(added, owners.get(key)!, failure);
  }
  return explanations.map((explanation) => {
    const more = added.get(explanation);
    return more ? { ...explanation, failures: [...explanation.failures, ...more] } : explanation;
  });
}

/** The failures that can have no cause in exchanges that fail each time, as these are what they rest on. */
export function withoutFollowUps(
  failures: readonly Failure[],
  checks: readonly CheckResult[],
): readonly Failure[] {
  const steady = new Set(checks.filter((check) => isDirect(check) && failsAlways(check)).flatMap(keysOf));
  return failures.filter(
    (failure) => !restsOnPackets(failure) || !keysUnder(failure).some((key) => steady.has(key)),
  );
}

/** A packet that leaves the cluster and is not answered. */
const isCutOff = (failure: Failure): boolean =>
  kindOf(failure) === egressNat && failure.observed?.reachable === false;

const leavesItsNode = (check: CheckResult): boolean =>
  check.verdict === 'pass' && isDirect(check) && crossesNodes(check);

const failsAlways = ({ verdict, observed }: CheckResult): boolean =>
  verdict === 'fail' && !(observed?.again && observed.again.passed > 0);

/** What an exchange between endpoints stands for. */
const keysOf = (direct: CheckResult): string[] => [direct.from, direct.to, nodePair(direct)];

/** What of it must fail: of pods that are asked themselves, the same pair of nodes; a Service leads to any node. */
function keysUnder(failure: CheckResult): string[] {
  if (isPod(failure.to)) return [nodePair(failure)];
  return [failure.from, failure.to, ...(standsOnPackets(failure) ? behind(failure) : [])];
}

/** Who is behind a Service and does not answer, and where packets for them are dropped. */
function behind({ required, predicted }: CheckResult): string[] {
  const answering = new Set(predicted.answers?.map(({ answeredBy }) => answeredBy));
  const silent = (required.answeredBy ?? []).filter((id) => !answering.has(id));
  const drop = predicted.why && 'drop' in predicted.why ? predicted.why.drop : undefined;
  return [...silent, ...silent.map((id) => nodeId(nodeOf(id))), ...(drop ? [nodeId(drop.host)] : [])];
}
