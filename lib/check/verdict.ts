import { named } from '../base/lists';
import { Address, Cidr } from '../net';
import { udpLost } from '../prober';
import { isAllowed } from './allowed-sources';
import type { Check, CheckResult, Observed, Verdict } from './check';

type Judgement = { readonly verdict: Verdict; readonly reason?: string };

/** Holds an observation against what is required and what was predicted. */
export function judge(check: Check, observed: Observed): CheckResult {
  if (check.skip !== undefined) return skip(check, check.skip);
  if (observed.notAsked !== undefined)
    return { ...skip(check, `not asked: ${observed.notAsked}`), notAsked: true };
  const judgement = judgeBy(check, observed);
  return {
    ...check,
    observed,
    ...judgement,
    ...(mispredicted(check, observed, judgement) ? { mispredicted: true } : {}),
  };
}

/** A check that could not be made, and why. */
export function skip(check: Check, reason: string): CheckResult {
  return { ...check, verdict: 'skip', reason };
}

/** On the target `predicted`: what the walk says is judged in place of an observation, and none is claimed. */
export function judgePrediction(check: Check): CheckResult {
  if (check.skip !== undefined) return skip(check, check.skip);
  const { source, path: _path, reason, ...rest } = check.predicted;
  if (check.id === 'mtu/path' && rest.bytes === undefined)
    return { ...check, ...unreachable(reason ?? 'see its check') };
  const addresses =
    check.id === 'address/unique' ? { addresses: check.predicted.reachable === false ? [] : [source!] } : {};
  const judgement = judgeBy(check, { ...rest, source, error: reason, ...addresses });
  return { ...check, ...judgement };
}

function judgeBy(check: Check, observed: Observed): Judgement {
  if (check.id === 'address/unique') return judgeAddress(check, observed);
  if (check.required.addresses) return judgeAddressList(check, observed);
  if (check.required.reachable === false) return judgeDenial(check, observed);
  return check.id === 'mtu/path' ? judgeSize(check, observed) : judgeReach(check, observed);
}

function judgeReach(
  { id, required, to }: Check,
  { reachable, answeredBy, source, error, again }: Observed,
): Judgement {
  const meant = required.answeredBy ?? [to];
  if (answeredBy !== undefined && !meant.includes(answeredBy))
    return fail(`${answeredBy} answered in place of ${to}`);
  if (!reachable)
    return fail(
      `${error ?? 'no answer'}${again?.passed ? `; tried again, ${again.passed} of ${again.tries} pass` : ''}`,
    );
  if (required.sources && !isAllowed(source, required.sources))
    return fail(
      `the receiver saw ${source}, not ${required.sources.join(' or ')}: ${id === 'egress/nat' ? "it must be the node's own" : 'the source address was translated'}`,
    );
  return { verdict: 'pass' };
}

function judgeDenial({ from, to }: Check, { answeredBy }: Observed): Judgement {
  return answeredBy === undefined
    ? { verdict: 'pass' }
    : fail(`${answeredBy} answered ${from}: nobody may reach ${to} here`);
}

function judgeAddressList({ required, to }: Check, { addresses, error }: Observed): Judgement {
  const [wanted, seen] = [required.addresses!, addresses ?? []].map((list) => [...list].sort().join(', '));
  if (addresses && wanted === seen) return { verdict: 'pass' };
  return fail(error ?? `${to} has ${seen || 'none'}, not ${wanted || 'none'}`);
}

function judgeSize({ required, from }: Check, { bytes, localLimit, error }: Observed): Judgement {
  if (bytes === undefined) return error === udpLost ? unreachable(error) : fail(error ?? 'no size was found');
  if (localLimit !== undefined && localLimit > bytes)
    return fail(`black hole: packets of ${bytes + 1} to ${localLimit} bytes leave ${from} and never arrive`);
  if (bytes < required.bytes!)
    return fail(`wasteful: ${bytes} bytes is the most that passes, ${required.bytes} would fit the underlay`);
  if (required.atMost !== undefined && bytes > required.atMost)
    return fail(
      `${bytes} bytes pass, but more than ${required.atMost} cannot cross the underlay in one piece: outer packets are cut`,
    );
  return { verdict: 'pass' };
}

/** Its own check says so already. */
const unreachable = (reason: string): Judgement => ({
  verdict: 'skip',
  reason: `the pair is not reachable: ${reason}`,
});

function judgeAddress({ required, predicted, from }: Check, { addresses, alsoOn }: Observed): Judgement {
  if (!addresses?.includes(predicted.source!))
    return fail(
      `${from} does not have its planned address ${predicted.source} in ${required.within}, but ${addresses?.join(', ') || 'none'}`,
    );
  if (required.within && !Cidr.parse(required.within).contains(Address.parse(predicted.source!)))
    return fail(`${predicted.source} of ${from} lies outside its node's range ${required.within}`);
  if (alsoOn && alsoOn.length > 0)
    return fail(`${predicted.source} is the address of ${from} and of ${named(alsoOn)}`);
  return { verdict: 'pass' };
}

/** Whether reality differs from the walk, which is a finding of its own even where the requirement holds. */
function mispredicted(check: Check, observed: Observed, { verdict }: Judgement): boolean {
  const { id, predicted } = check;
  if (predicted.none) return false;
  if (id === 'mtu/path') return verdict !== 'skip' && predicted.bytes !== observed.bytes;
  if (id === 'address/unique') return verdict !== judgePrediction(check).verdict;
  if (predicted.answeredBy !== observed.answeredBy) return true;
  return observed.answeredBy !== undefined && predicted.source !== observed.source;
}

function fail(reason: string): Judgement {
  return { verdict: 'fail', reason };
}
