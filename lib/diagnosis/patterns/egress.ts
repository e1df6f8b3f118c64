/** Packets that do not leave the cluster, or leave it with another address than their node's. */
import { groupBy } from '../../base/lists';
import { asksForSize, type CheckResult, isDirect, kindOf } from '../../check';
import { egressNat } from '../../check/kinds/egress';
import { nodeOf, placeOf } from '../../net';
import type { CauseOf } from '../causes/cause';
import type { Pattern } from '../diagnosis';
import type { Failure } from '../failure';
import { speaking } from '../narrow/left';
import { errnoOf } from '../narrow/signature';
import { scopeOf } from '../scope/scope';
import type { Suspect } from '../suspect';

/** Each way in which it goes wrong is a cause of its own: they may differ from node to node. */
export const egress: Pattern = ({ failures, checks }) => {
  const lost = failures.filter((failure) => isEgress(failure) && failure.predicted.reachable !== false);
  const seen = new Map(lost.map((failure) => [failure, wayOf(failure, checks)]));
  return [...groupBy(lost, (failure) => seen.get(failure)!.code)].map(([code, group]) => ({
    cause: causes[code](group, checks),
    failures: group,
  }));
};

const isEgress = (check: CheckResult) => kindOf(check) === egressNat;

type Code = 'egress-not-masqueraded' | 'egress-source-other' | 'egress-answered-by-other' | 'egress-cut-off';

/** What is known of one exchange that fails. */
function wayOf(failure: Failure, checks: readonly CheckResult[]): { readonly code: Code } {
  const { why, from, family } = failure;
  const own = addressOf(from, family, checks);
  if (why?.code === 'other-answers') return { code: 'egress-answered-by-other' };
  if (why?.code === 'egress-source')
    return { code: why.source === own ? 'egress-not-masqueraded' : 'egress-source-other' };
  return {
    code: unchangedInside(nodeOf(from), family, checks) ? 'egress-not-masqueraded' : 'egress-cut-off',
  };
}

const causes: Readonly<
  Record<Code, (group: readonly Failure[], checks: readonly CheckResult[]) => CauseOf<Code>>
> = {
  'egress-not-masqueraded': (group, checks) => {
    const [first] = group as [Failure];
    const inside = unchangedInside(nodeOf(first.from), first.family, checks);
    const seen = inside && first.why?.code !== 'egress-source' ? sourceSeen(inside) : exampleOf(first);
    return { code: 'egress-not-masqueraded', seen, nodes: nodesOf(group, checks) };
  },
  'egress-source-other': (group, checks) => ({
    code: 'egress-source-other',
    seen: exampleOf(group[0]!),
    nodes: nodesOf(group, checks),
    suspects: ['masquerade', 'fabric'],
  }),
  'egress-answered-by-other': (group, checks) => ({
    code: 'egress-answered-by-other',
    seen: exampleOf(group[0]!),
    nodes: nodesOf(group, checks),
    suspects: ['route', 'address', 'redirect'],
  }),
  'egress-cut-off': (group, checks) => {
    const tried = checks.flatMap((check, index) => (isEgress(check) ? [{ ...check, index }] : []));
    const { family, protocol, place } = scopeOf(group, tried);
    return {
      code: 'egress-cut-off',
      checks: group.length,
      nodes: nodesOf(group, checks),
      ...(place.code === 'endpoint' && placeOf(place.id)?.kind === 'pod' && { pod: place.id }),
      ...(family && { family }),
      ...(protocol && { protocol }),
      inside: !checks.some(
        ({ verdict, id }) => verdict === 'fail' && (isDirect({ id }) || asksForSize({ id })),
      ),
      example: exampleOf(group[0]!),
      suspects: silent(errnoOf(group), protocol !== undefined),
    };
  },
};

/** Whom silence outside leaves: a pod's rule, route and way out are met at once. */
function silent(errno: string | undefined, oneProtocol: boolean): Suspect[] {
  const all: readonly Suspect[] = oneProtocol
    ? ['route', 'firewall', 'fabric', 'policy', 'redirect']
    : ['masquerade', 'route', 'firewall', 'fabric', 'policy'];
  const said = errno === undefined ? undefined : speaking[errno];
  return all.filter((suspect) => said === undefined || said.includes(suspect));
}

/** The nodes whose pods fail; empty where those of all do. */
function nodesOf(lost: readonly Failure[], checks: readonly CheckResult[]): string[] {
  const failing = new Set(lost.map(({ from }) => nodeOf(from)));
  const others = checks.some((check) => isEgress(check) && !failing.has(nodeOf(check.from)));
  return others ? [...failing].sort() : [];
}

/** A pod of the node that a node saw with the pod's own address, where the state has it translated to its node's. */
function unchangedInside(
  node: string,
  family: Failure['family'],
  checks: readonly CheckResult[],
): CheckResult | undefined {
  return checks.find(
    (check) =>
      isDirect(check) &&
      check.family === family &&
      nodeOf(check.from) === node &&
      placeOf(check.to)?.kind === 'node' &&
      check.observed?.reachable === true &&
      check.predicted.source !== undefined &&
      check.observed.source !== check.predicted.source &&
      check.observed.source === addressOf(check.from, family, checks),
  );
}

const exampleOf = ({ from, to, why }: Failure) => ({ from, to, why });
const sourceSeen = ({ from, to, observed }: CheckResult) => ({ from, to, source: observed?.source });

function addressOf(
  id: string,
  family: Failure['family'],
  checks: readonly CheckResult[],
): string | undefined {
  const own = checks.find((check) => check.from === id && check.to === id && check.family === family);
  return own?.predicted.source;
}
