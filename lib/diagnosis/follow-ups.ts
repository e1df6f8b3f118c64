/** What follows from a cause is no cause of its own. */
import { addTo } from '../base/lists';
import { isDirect } from '../check';
import { isPod } from '../net';
import type { Explanation } from './diagnosis';
import type { Failure } from './failure';
import { restsOnPackets } from './patterns/cluster-services';
import { nodePair } from './scope/traffic';

/**
 * The explanations with those failures that may follow from them: of Services, names and policies, where packets of
 * an end of theirs fail. Each goes to the first that explains such packets.
 */
export function withFollowUps(
  explanations: readonly Explanation[],
  failures: readonly Failure[],
): readonly Explanation[] {
  const owners = new Map<string, Explanation>();
  for (const explanation of explanations)
    for (const failure of explanation.failures)
      if (isDirect(failure))
        for (const key of [failure.from, failure.to, nodePair(failure)])
          if (!owners.has(key)) owners.set(key, explanation);
  const added = new Map<Explanation, Failure[]>();
  for (const failure of failures) {
    const owner = restsOnPackets(failure) ? ownerOf(failure, owners) : undefined;
    if (owner) addTo(added, owner, failure);
  }
  return explanations.map((explanation) => {
    const more = added.get(explanation);
    return more ? { ...explanation, failures: [...explanation.failures, ...more] } : explanation;
  });
}

/** Of pods that are asked themselves, the same pair of nodes must fail; a Service leads to any node. */
function ownerOf(failure: Failure, owners: ReadonlyMap<string, Explanation>): Explanation | undefined {
  return isPod(failure.to)
    ? owners.get(nodePair(failure))
    : (owners.get(failure.from) ?? owners.get(failure.to));
}
