import { asksForSize, type CheckResult, kindOf, standsOnPackets } from '../../check';
import { nodeOf } from '../../net';
import type { CauseOf } from '../causes/cause';
import type { Pattern } from '../diagnosis';
import { type Failure, numbered } from '../failure';
import { withoutFollowUps } from '../follow-ups';
import { scopeOf } from '../scope/scope';
import { nodePair } from '../scope/traffic';
import type { Suspect } from '../suspect';

/** Share of the unpredicted failures' node pairs that must have passes too: chance, and no rule, decides there. */
const mostlyMixed = 0.7;
/** Failures below which chance cannot be distinguished from a rule. */
const enough = 4;

/** What fails now passes then: when it is tried again, or, where nothing was, beside others between the same nodes. */
export const packetLoss: Pattern = ({ failures, checks: all, datapath, evidence }) => {
  const checks = all.filter((check) => !standsOnPackets(check)); // a Service leads now here and now there
  const odd = withoutFollowUps(failures.filter(isUnpredicted), checks);
  const lost = odd.some(({ observed }) => observed?.again) ? passingAgain(odd) : mixedWithPasses(odd, checks);
  if (lost.length === 0) return [];
  const tried = numbered(checks, ({ protocol, verdict }) => protocol !== undefined && verdict !== 'skip');
  const again = triedAgain(lost);
  const { place, traffic } = scopeOf(lost, tried);
  const whole = traffic.some((share) => share.fails === 'all');
  if (whole && lost.length >= enough && again && again.passed === again.tries) {
    const suspects = healing.filter(
      (one) => (one !== 'agent' || evidence) && (one !== 'bgp' || datapath?.hosts.some(({ bgp }) => bgp)),
    );
    return [{ cause: { code: 'healed', checks: lost.length, place, suspects }, failures: lost }];
  }
  const nodePairs = new Set(lost.map(nodePair)).size;
  const suspects = suspectsOf(lost, place);
  return [{ cause: { code: 'packet-loss', nodePairs, again, place, suspects }, failures: lost }];
};

/** What is broken for a while and mends itself, or is mended by its agent. */
const healing: readonly Suspect[] = ['route', 'bgp', 'neighbour', 'forwarding-entry', 'link', 'agent'];

/** Chance has more reasons than bad cables: a full queue of who is asked, two machines with one MAC or one IP address. */
function suspectsOf(lost: readonly Failure[], place: CauseOf<'packet-loss'>['place']): Suspect[] {
  const [oneAsked, oneProtocol] = [
    new Set(lost.map(({ to }) => to)).size === 1,
    new Set(lost.map(({ protocol }) => protocol)).size === 1,
  ];
  if (!oneAsked) return ['loss', 'address', 'mac'];
  const many = place.code === 'endpoint' && lost.length >= enough; // over one protocol: no cable knows of these
  return many && oneProtocol ? ['listener', 'loss'] : ['loss', 'listener', 'address', 'mac'];
}

/** Failures that pass when they are tried again; and what was not tried again beside them, such as sizes. */
function passingAgain(odd: readonly Failure[]): readonly Failure[] {
  const passes = ({ observed }: Failure) => (observed?.again?.passed ?? 0) > 0;
  const passing = odd.filter(passes);
  const pairs = new Set(passing.map(nodePair));
  const beside = (failure: Failure) => failure.observed?.again === undefined && pairs.has(nodePair(failure));
  return odd.filter((failure) => passes(failure) || beside(failure));
}

/** All of the failures, or none: failures that have passes of their kind between the same nodes. */
function mixedWithPasses(odd: readonly Failure[], checks: readonly CheckResult[]): readonly Failure[] {
  if (odd.length < enough) return [];
  const ways = [...new Set(odd.map(waysBetween))];
  const passed = new Set(
    checks
      .filter((check) => check.verdict === 'pass' && kindOf(check)?.question !== 'addresses')
      .map(waysBetween),
  );
  const mixed = ways.filter((way) => passed.has(way)).length;
  return mixed / ways.length >= mostlyMixed && scattered(odd, checks) ? odd : [];
}

function triedAgain(lost: readonly Failure[]): CauseOf<'packet-loss'>['again'] {
  const again = lost.flatMap(({ observed }) => observed?.again ?? []);
  if (again.length === 0) return undefined;
  const sum = (field: 'tries' | 'passed') => again.reduce((total, entry) => total + entry[field], 0);
  return { tries: sum('tries'), passed: sum('passed') };
}

/** Not by protocol, size or direction: all three kinds of failures have passes beside them between the same endpoints. */
function scattered(odd: readonly Failure[], checks: readonly CheckResult[]): boolean {
  const kinds = new Set(odd.map(({ protocol, id }) => protocol ?? id));
  if (kinds.size < 2) return false;
  const pair = ({ from, to }: CheckResult) => [from, to].sort().join(' ');
  const failing = new Set(odd.map(pair));
  const passing = new Set(checks.filter(({ verdict, protocol }) => protocol && verdict === 'pass').map(pair));
  return [...failing].filter((key) => passing.has(key)).length * 2 > failing.size;
}

/** Where nothing is predicted, only trying again shows it. */
function isUnpredicted(failure: Failure): boolean {
  if (standsOnPackets(failure)) return false;
  const { predicted, observed } = failure;
  if (asksForSize(failure)) return predicted.bytes !== undefined && predicted.bytes !== observed?.bytes;
  const meant = predicted.reachable === true || (predicted.none && observed?.again !== undefined);
  return meant === true && observed?.reachable === false;
}

/** With their direction: where one direction fails as a whole and the other passes, that is a rule and no chance. */
const waysBetween = ({ from, to, protocol, id }: CheckResult) =>
  `${nodeOf(from)} ${nodeOf(to)} ${protocol ?? id}`;
