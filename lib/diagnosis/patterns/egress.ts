import type { CheckResult } from '../../check';
import { isDirect, kindOf } from '../../check';
import { egressNat } from '../../check/kinds/egress';
import { nodeOf, placeOf } from '../../net';
import type { CauseOf } from '../causes/cause';
import type { Pattern } from '../diagnosis';
import type { Failure } from '../failure';
import type { Suspect } from '../suspect';

/** Whom nothing inside the cluster tells apart: who asks outside meets the rule, the route and the way out at once. */
const suspects: readonly Suspect[] = ['masquerade', 'route', 'firewall', 'fabric'];

/** Packets that do not leave the cluster, or leave it with an address that nobody outside can answer. */
export const egress: Pattern = ({ failures, checks }) => {
  const lost = failures.filter(
    (failure) => kindOf(failure) === egressNat && failure.predicted.reachable !== false,
  );
  const [first] = lost;
  if (!first) return [];
  const nodes = failingNodes(lost, checks);
  const seen = unchanged(lost, checks);
  const { from, to, why } = first;
  const cause: CauseOf<'egress-not-masqueraded' | 'egress-cut-off'> = seen
    ? { code: 'egress-not-masqueraded', seen, nodes }
    : {
        code: 'egress-cut-off',
        checks: lost.length,
        nodes,
        inside: !checks.some(isBroken),
        example: { from, to, why },
        suspects,
      };
  return [{ cause, failures: lost }];
};

const isBroken = (check: CheckResult) => check.verdict === 'fail' && isDirect(check);

/** The nodes whose pods get no answer; empty where those of all are so. */
function failingNodes(lost: readonly Failure[], checks: readonly CheckResult[]): string[] {
  const failing = new Set(lost.map(({ from }) => nodeOf(from)));
  const passing = checks.some(
    (check) => kindOf(check) === egressNat && check.verdict === 'pass' && !failing.has(nodeOf(check.from)),
  );
  return passing ? [...failing].sort() : [];
}

/** A pod's own address where its node's was due: seen outside, or by a node that the state has it translated for. */
function unchanged(
  lost: readonly Failure[],
  checks: readonly CheckResult[],
): CauseOf<'egress-not-masqueraded'>['seen'] | undefined {
  const outside = lost.find(({ why }) => why?.code === 'egress-source');
  if (outside) return { from: outside.from, to: outside.to, why: outside.why };
  const sources = new Map(
    lost.map(({ from, family }) => [`${from} ${family}`, addressOf(from, family, checks)]),
  );
  const inside = checks.find(
    ({ from, to, family, predicted, observed, ...check }) =>
      isDirect(check) &&
      placeOf(to)?.kind === 'node' &&
      observed?.reachable === true &&
      predicted.source !== undefined &&
      observed.source !== predicted.source &&
      observed.source !== undefined &&
      observed.source === sources.get(`${from} ${family}`),
  );
  return inside && { from: inside.from, to: inside.to, source: inside.observed?.source };
}

function addressOf(
  id: string,
  family: Failure['family'],
  checks: readonly CheckResult[],
): string | undefined {
  const own = checks.find((check) => check.from === id && check.to === id && check.family === family);
  return own?.predicted.source;
}
