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
  if (lost.length === 0) return [];
  const seen = new Seen(checks);
  return [...groupBy(lost, (failure) => wayOf(failure, seen))].map(([code, group]) => ({
    cause: causes[code](group, seen),
    failures: group,
  }));
};

const isEgress = (check: CheckResult) => kindOf(check) === egressNat;

type Code = 'egress-not-masqueraded' | 'egress-source-other' | 'egress-answered-by-other' | 'egress-cut-off';

/** What the other checks say, looked up: runs have hundreds of thousands. */
class Seen {
  private readonly addresses = new Map<string, string>();
  private readonly unchanged = new Map<string, CheckResult>();

  constructor(readonly checks: readonly CheckResult[]) {
    for (const { from, to, family, predicted } of checks)
      if (from === to && predicted.source) this.addresses.set(`${from} ${family}`, predicted.source);
    for (const check of checks) if (this.isUnchanged(check)) this.keep(check);
  }

  /** The address of an endpoint. */
  addressOf({ from, family }: Pick<CheckResult, 'from' | 'family'>): string | undefined {
    return this.addresses.get(`${from} ${family}`);
  }

  /** An exchange of a pod of the same node with a node, which saw the pod's own address where its node's was predicted. */
  inside({ from, family }: Pick<CheckResult, 'from' | 'family'>): CheckResult | undefined {
    return this.unchanged.get(`${nodeOf(from)} ${family}`);
  }

  private isUnchanged(check: CheckResult): boolean {
    const { to, predicted, observed } = check;
    return (
      observed?.reachable === true &&
      predicted.source !== undefined &&
      observed.source !== predicted.source &&
      observed.source === this.addressOf(check) &&
      placeOf(to)?.kind === 'node' &&
      isDirect(check)
    );
  }

  private keep(check: CheckResult): void {
    const key = `${nodeOf(check.from)} ${check.family}`;
    if (!this.unchanged.has(key)) this.unchanged.set(key, check);
  }
}

/** What is known of one exchange that fails. */
function wayOf(failure: Failure, seen: Seen): Code {
  const { why } = failure;
  if (why?.code === 'other-answers') return 'egress-answered-by-other';
  if (why?.code === 'egress-source')
    return why.source === seen.addressOf(failure) ? 'egress-not-masqueraded' : 'egress-source-other';
  return seen.inside(failure) ? 'egress-not-masqueraded' : 'egress-cut-off';
}

const causes: Readonly<Record<Code, (group: readonly Failure[], seen: Seen) => CauseOf<Code>>> = {
  'egress-not-masqueraded': (group, seen) => {
    const [first] = group as [Failure];
    const inside = first.why?.code === 'egress-source' ? undefined : seen.inside(first);
    const example = inside ? sourceSeen(inside) : exampleOf(first);
    return { code: 'egress-not-masqueraded', seen: example, nodes: nodesOf(group, seen) };
  },
  'egress-source-other': (group, seen) => ({
    code: 'egress-source-other',
    seen: exampleOf(group[0]!),
    nodes: nodesOf(group, seen),
    suspects: ['masquerade', 'fabric'],
  }),
  'egress-answered-by-other': (group, seen) => ({
    code: 'egress-answered-by-other',
    seen: exampleOf(group[0]!),
    nodes: nodesOf(group, seen),
    suspects: ['route', 'address', 'redirect'],
  }),
  'egress-cut-off': (group, seen) => {
    const tried = seen.checks.flatMap((check, index) => (isEgress(check) ? [{ ...check, index }] : []));
    const { family, protocol, place } = scopeOf(group, tried);
    return {
      code: 'egress-cut-off',
      checks: group.length,
      nodes: nodesOf(group, seen),
      ...(place.code === 'endpoint' && placeOf(place.id)?.kind === 'pod' && { pod: place.id }),
      ...(family && { family }),
      ...(protocol && { protocol }),
      inside: !seen.checks.some(
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
function nodesOf(lost: readonly Failure[], { checks }: Seen): string[] {
  const failing = new Set(lost.map(({ from }) => nodeOf(from)));
  const others = checks.some((check) => isEgress(check) && !failing.has(nodeOf(check.from)));
  return others ? [...failing].sort() : [];
}

const exampleOf = ({ from, to, why }: Failure) => ({ from, to, why });
const sourceSeen = ({ from, to, observed }: CheckResult) => ({ from, to, source: observed?.source });
