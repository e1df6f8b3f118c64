import { type CheckResult, isDirect, kindOf } from '../../check';
import { egressNat } from '../../check/kinds/egress';
import { nodeOf } from '../../net';
import type { CauseOf } from '../causes/cause';
import { exampleOf } from '../causes/example';
import type { Explanation, Pattern, Run } from '../diagnosis';
import { lacksAgents } from '../evidence';
import { type Failure, indexesOf, numbered } from '../failure';
import { leftToBlame } from '../narrow/left';
import { signatureOf } from '../narrow/signature';
import { type Part, split } from '../narrow/split';
import { tunnelOf } from '../narrow/tunnel';
import { namesOf } from '../scope/place';
import { fails } from '../scope/scope';
import { nodePair } from '../scope/traffic';
import { mostWalked } from '../trace';

/** What the state, as far as it is known, lets pass and fails: where it is, and what is left to blame for it there. */
export const narrowed: Pattern = (run) => {
  const { checks, failures } = run;
  const odd = failures.filter((failure) => isDirect(failure) && isUnexpected(failure));
  if (odd.length === 0) return [];
  const failing = indexesOf(odd);
  const tried = numbered(
    checks,
    (check, index) => isDirect(check) && (check.verdict === 'pass' || failing.has(index)),
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
  const [first] = failures as [Failure];
  const { agents } = evidence ?? {};
  const cause: CauseOf<'narrowed'> = {
    code: 'narrowed',
    checks: failures.length,
    scope,
    suspects,
    example: { ...exampleOf(first), address: addressOf(first.to, first.family, run.checks) },
    ...(signature.wrapped === 'all' &&
      carriesNothing(failures, run) &&
      datapath && { tunnel: tunnelOf(datapath) }),
    ...(suspects.includes('agent') && lacksAgents(agents) && { agents }),
    lab: evidence === undefined,
  };
  return { cause, failures: [...failures, ...consequences(scope, run)] };
}

/** The address of an endpoint, as its own check has it. */
function addressOf(id: string, family: Failure['family'], checks: Run['checks']): string | undefined {
  const own = checks.find((check) => check.from === id && check.to === id && check.family === family);
  return own?.predicted.source;
}

/** Whether the tunnels between those nodes carry nothing: else it is what is inside that is dropped, not the tunnel's packets. */
function carriesNothing(failures: readonly Failure[], { checks, walks }: Run): boolean {
  const key = (check: CheckResult) => `${nodePair(check)} ${check.family}`;
  const pairs = new Set(failures.map(key));
  const passing = checks.filter(
    (check) => isDirect(check) && check.verdict === 'pass' && pairs.has(key(check)),
  );
  return !passing.slice(0, mostWalked).some((check) => walks.wraps(check));
}

/** What pods of the place do not reach outside of the cluster follows from it, if they do not reach other nodes either. */
function consequences(scope: Part['scope'], { failures }: Run): Failure[] {
  if (fails(scope, 'pod-to-node') !== true) return [];
  const { place } = scope;
  const names = new Set(namesOf(place));
  return failures.filter(
    (failure) =>
      kindOf(failure) === egressNat &&
      failure.predicted.reachable !== false &&
      (names.has(failure.from) || (place.code.startsWith('node') && names.has(nodeOf(failure.from)))),
  );
}
