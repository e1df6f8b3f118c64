/**
 * Follows a packet all ways that it may go where it is not known whether a rule holds, and says what is known all the same:
 * ways that end alike are one. Where chance alone decides, the packet is taken to pass.
 */
import { eitherMark, isSameMark, noMark } from './mark';
import type { Outcome } from './outcome';
import type { Fork, Way } from './way';

/** Ways that are followed; of what has more, nothing is said. */
const mostWays = 64;

type Accepted = Extract<Outcome, { readonly verdict: 'accept' }>;

/** @param go follows one way: `choices` says whether the rule holds at its first forks, at the others it does */
export function explore(go: (choices: readonly boolean[]) => { outcome: Outcome; way: Way }): Outcome {
  const first = go([]);
  if (first.way.forks.length === 0) return first.outcome;
  let ways = 0;
  const from = (choices: readonly boolean[]): Outcome => {
    ways += 1;
    const { outcome, way } = go(choices);
    let sum = outcome;
    for (let i = way.forks.length - 1; i >= choices.length; i -= 1) {
      const fork = way.forks[i]!;
      if (ways >= mostWays) return { verdict: 'unknown', by: fork.by };
      const held = way.forks.slice(choices.length, i).map(() => true);
      sum = either(fork, sum, from([...choices, ...held, false]));
    }
    return sum;
  };
  return from([]);
}

/** What is known of a packet that goes one of two ways. @param taken where the rule holds @param left where not */
function either(fork: Fork, taken: Outcome, left: Outcome): Outcome {
  if (taken.verdict === 'unknown') return taken;
  if (left.verdict === 'unknown') return left;
  if (taken.verdict === 'accept' && left.verdict === 'accept')
    return eitherPacket(taken, left) ?? { verdict: 'unknown', by: fork.by };
  if (taken.verdict === 'drop' && left.verdict === 'drop')
    return taken.reject === left.reject ? left : { verdict: 'drop', by: left.by };
  if (fork.share === undefined) return { verdict: 'unknown', by: fork.by };
  return taken.verdict === 'accept'
    ? withChance(taken, fork, 1 - fork.share)
    : withChance(left as Accepted, fork, fork.share);
}

function withChance(passing: Accepted, { by }: Fork, share: number): Accepted {
  return { ...passing, chances: [...passing.chances, { by, share }] };
}

/** Both packets in one, where they differ in their marks alone. */
function eitherPacket(taken: Accepted, left: Accepted): Accepted | undefined {
  const [one, other] = [taken.packet, left.packet];
  const same =
    one.source.equals(other.source) &&
    one.destination.equals(other.destination) &&
    one.port === other.port &&
    one.sourcePort === other.sourcePort &&
    taken.untracked === left.untracked;
  if (!same) return undefined;
  const chances = [...new Set([...taken.chances, ...left.chances])];
  const rerouted = taken.rerouted || left.rerouted;
  const marks = [one.mark ?? noMark, other.mark ?? noMark] as const;
  if (isSameMark(...marks)) return { ...taken, rerouted, chances };
  return { ...taken, rerouted, packet: { ...one, mark: eitherMark(...marks) }, chances };
}
