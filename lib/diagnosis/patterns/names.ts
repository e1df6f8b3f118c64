import { median } from '../../base/statistics';
import { type CheckResult, isDirect } from '../../check';
import type { Explanation, Pattern } from '../diagnosis';
import type { Failure } from '../failure';

/** How much slower than packets answers must be, so that these are not the reason. */
const muchSlower = 4;
/** Part of the questions that may be lost by chance; more would be one of several name servers that is silent. */
const mostLost = 0.25;
/** Questions below which no part can be told. */
const enough = 40;

/** Names that name servers answer late or now and then: chance decides, packets pass, and so do other Services. */
export const names: Pattern = ({ failures, checks, walks }) => {
  const asked = checks.filter(({ id, verdict }) => id === 'dns' && verdict !== 'skip');
  const own = failures.filter(({ id }) => id === 'dns');
  const others = checks.filter(
    (check) => check.verdict !== 'skip' && (isDirect(check) || check.id.startsWith('service/')),
  );
  if (own.length === 0 || others.some(({ verdict }) => verdict === 'fail')) return [];
  return [...slow(own, others), ...losing(own, asked, (failure) => walks.chancesOf(failure))];
};

function slow(own: readonly Failure[], others: readonly CheckResult[]): Explanation[] {
  const late = own.filter(({ why }) => why?.code === 'slow-answers');
  const medianMs = median(late.flatMap(({ why }) => (why?.code === 'slow-answers' ? why.medianMs : [])));
  const packetsMs = median(
    others.flatMap(({ protocol, observed }) => (protocol === 'udp' ? (observed?.rttMs ?? []) : [])),
  );
  if (medianMs === undefined) return [];
  const isTheirs = packetsMs === undefined ? late.every(isForeseen) : packetsMs * muchSlower <= medianMs;
  return isTheirs
    ? [{ cause: { code: 'dns-slow', checks: late.length, medianMs, packetsMs }, failures: late }]
    : [];
}

const isForeseen = ({ predicted }: Failure): boolean => predicted.afterMs !== undefined;

function losing(
  own: readonly Failure[],
  all: readonly CheckResult[],
  rulesOf: (failure: Failure) => { readonly where: string; readonly rule: string }[],
): Explanation[] {
  const lossy = own.filter(losesSome);
  const [first] = lossy;
  const asked = all.reduce((sum, check) => sum + questionsOf(check), 0);
  const lost = lossy.length; // a series ends with the first
  if (!first || asked < enough || lost / asked > mostLost) return [];
  const rules = rulesOf(first);
  const suspects = rules.length > 0 ? (['firewall'] as const) : (['dns', 'firewall', 'loss'] as const);
  return [
    {
      cause: {
        code: 'dns-losing',
        checks: lost,
        asked,
        lost,
        ...(rules.length > 0 && { rules }),
        suspects,
      },
      failures: lossy,
    },
  ];
}

/** Nobody answered, where the state lets the answer pass. */
function losesSome({ predicted, observed }: Failure): boolean {
  const { failure } = observed ?? {};
  const each = failure?.code === 'in-series' ? failure.failure : undefined;
  const silent = each?.code === 'no-answer' || (each?.code === 'system' && each.errno === 'ETIMEOUT');
  return silent && predicted.reachable !== false;
}

/** Both kinds of records in each round, to the first that was lost. */
function questionsOf({ observed }: CheckResult): number {
  const { failure, times } = observed ?? {};
  return times?.answers ?? (failure?.code === 'in-series' ? 2 * failure.exchange : 0);
}
