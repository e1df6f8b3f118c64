/** Packets that do not leave the cluster, or leave it with another address than their node's. */
import { groupBy } from '../../base/lists';
import { asksForSize, type CheckResult, isDirect, kindOf } from '../../check';
import { egressNat } from '../../check/kinds/egress';
import { nodeOf, placeOf } from '../../net';
import type { CauseOf } from '../causes/cause';
import { exampleOf } from '../causes/example';
import type { Pattern } from '../diagnosis';
import { type Failure, numbered } from '../failure';
import { canSay } from '../narrow/left';
import { errnoOf } from '../narrow/signature';
import { scopeOf } from '../scope/scope';
import { nodesApart } from '../scope/traffic';
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
  /** All of the kind. */
  readonly egress: readonly Failure[];

  constructor(readonly checks: readonly CheckResult[]) {
    this.egress = numbered(checks, isEgress);
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
    return { code: 'egress-not-masqueraded', seen: example, nodes: nodesApart(group, seen.egress) };
  },
  'egress-source-other': (group, seen) => ({
    code: 'egress-source-other',
    seen: exampleOf(group[0]!),
    nodes: nodesApart(group, seen.egress),
    suspects: ['masquerade', 'fabric'],
  }),
  'egress-answered-by-other': (group, seen) => ({
    code: 'egress-answered-by-other',
    seen: exampleOf(group[0]!),
    nodes: nodesApart(group, seen.egress),
    suspects: ['route', 'address', 'redirect'],
  }),
  'egress-cut-off': (group, seen) => {
    const { family, protocol, place } = scopeOf(group, seen.egress);
    return {
      code: 'egress-cut-off',
      checks: group.length,
      nodes: nodesApart(group, seen.egress),
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
  return all.filter((suspect) => canSay(errno, suspect));
}

const sourceSeen = ({ from, to, observed }: CheckResult) => ({ from, to, source: observed?.source });
