import { isDirect } from '../../check';
import { nodeOf } from '../../net';
import type { CauseOf } from '../causes/cause';
import type { Explanation, Pattern, Run } from '../diagnosis';
import type { Failure } from '../failure';
import { leftToBlame } from '../narrow/left';
import { signatureOf } from '../narrow/signature';
import { type Part, split } from '../narrow/split';
import { tunnelOf } from '../narrow/tunnel';
import { namesOf } from '../scope/place';
import { fails } from '../scope/scope';

/** What the state, as far as it is known, lets pass and fails: where it is, and what is left to blame for it there. */
export const narrowed: Pattern = (run) => {
  const { checks, failures } = run;
  const odd = failures.filter((failure) => isDirect(failure) && isUnexpected(failure));
  if (odd.length === 0) return [];
  const failing = new Set(odd.map(({ index }) => index));
  const tried = checks.flatMap((check, index): Failure[] =>
    isDirect(check) && (check.verdict === 'pass' || failing.has(index)) ? [{ ...check, index }] : [],
  );
  return split(odd, tried).map((part) => explained(part, run));
};

/** What is not predicted to fail, and what a Job has really asked. */
function isUnexpected({ predicted, why }: Failure): boolean {
  return predicted.reachable !== false && why?.code !== 'not-reported';
}

function explained({ scope, failures }: Part, run: Run): Explanation {
  const { walks, datapath, evidence } = run;
  const bgp = datapath?.hosts.some((host) => host.bgp !== undefined) ?? false;
  const signature = signatureOf(scope, failures, { wraps: (one) => walks.wraps(one), bgp, evidence });
  const suspects = leftToBlame(signature);
  const [{ from, to, why }] = failures as [Failure];
  const { agents } = evidence ?? {};
  const cause: CauseOf<'narrowed'> = {
    code: 'narrowed',
    checks: failures.length,
    scope,
    suspects,
    example: { from, to, address: addressOf(to, failures[0]!.family, run.checks), why },
    ...(signature.wrapped === 'all' &&
      carriesNothing(failures, run) &&
      datapath && { tunnel: tunnelOf(datapath) }),
    ...(suspects.includes('agent') && agents && agents.ready < agents.wanted && { agents }),
    lab: evidence === undefined,
  };
  return { cause, failures: [...failures, ...consequences(scope, run)] };
}

/** The address of an endpoint, as its own check has it. */
function addressOf(id: string, family: Failure['family'], checks: Run['checks']): string | undefined {
  const own = checks.find((check) => check.from === id && check.to === id && check.family === family);
  return own?.predicted.source;
}

/** Walks that are worth their time. */
const mostWalked = 200;

/** Whether the tunnels between those nodes carry nothing: else it is what is inside that is dropped, not the tunnel's packets. */
function carriesNothing(failures: readonly Failure[], { checks, walks }: Run): boolean {
  const nodes = ({ from, to }: Pick<Failure, 'from' | 'to'>) => [nodeOf(from), nodeOf(to)].sort().join(' ');
  const pairs = new Set(failures.map((failure) => `${nodes(failure)} ${failure.family}`));
  const passing = checks.filter(
    (check) => isDirect(check) && check.verdict === 'pass' && pairs.has(`${nodes(check)} ${check.family}`),
  );
  return !passing.slice(0, mostWalked).some((check) => walks.wraps(check));
}

/** What pods of the place do not reach outside of the cluster follows from it, if they do not reach other nodes either. */
function consequences({ place, ...scope }: Part['scope'], { failures }: Run): Failure[] {
  if (fails({ place, ...scope }, 'pod-to-node') !== true) return [];
  const names = new Set(namesOf(place));
  return failures.filter(
    (failure) =>
      failure.id === 'egress/nat' &&
      failure.predicted.reachable !== false &&
      (names.has(failure.from) || (place.code.startsWith('node') && names.has(nodeOf(failure.from)))),
  );
}
