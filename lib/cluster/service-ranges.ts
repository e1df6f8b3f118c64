/** The ranges that Services get their addresses from, as ServiceCIDR objects have them, against everything else's. */
import type { Check, Observed } from '../check';
import { type Address, Cidr, type Family, familiesOf, type PerFamily, valuesOf } from '../net';
import type { Plan } from '../plan';
import type { Testbed } from '../testbed';
import { byFamily } from './cluster-node';
import type { ClusterObservations } from './observations';

/** The object that the API server makes of its own flag, --service-cluster-ip-range. */
const ownObject = 'kubernetes';

type Objects = Pick<ClusterObservations, 'serviceCidrs'>;

/** Every range of all objects; undefined where the API says none. */
export function serviceRanges({ serviceCidrs }: Objects): readonly Cidr[] | undefined {
  const ranges = serviceCidrs?.flatMap(({ spec }) => (spec?.cidrs ?? []).map(Cidr.parse)) ?? [];
  return ranges.length > 0 ? ranges : undefined;
}

/** The range of the API server itself; further ones are added to it. */
export function ownServiceRange({ serviceCidrs = [] }: Objects): PerFamily<Cidr> | undefined {
  const own = serviceCidrs.find(({ metadata }) => metadata?.name === ownObject);
  const { ipv4, ipv6 } = byFamily(own?.spec?.cidrs ?? [], Cidr.parse);
  if (ipv4) return { ipv4, ...(ipv6 && { ipv6 }) };
  return ipv6 && { ipv6 };
}

/** What the check of one family sees. @param built what the cluster was built from */
export function observedRanges(
  { family }: Check,
  objects: Objects,
  plan: Plan,
  built: Testbed | undefined,
): Observed {
  const ranges = (serviceRanges(objects) ?? []).filter((range) => range.family === family);
  const others = othersOf(plan, built).filter(({ range }) => range.family === family);
  return {
    addresses: ranges.map(String),
    overlaps: ranges.flatMap((range) => overlapsOf(range, others)),
  };
}

type Owner = NonNullable<Observed['overlaps']>[number]['of'];

/** A range or address that is somebody's. */
interface Other {
  readonly of: Owner;
  readonly range: Cidr | Address;
}

/** The first of each owner: the plan's ranges come before the nodes' shares, and these before single addresses. */
function overlapsOf(range: Cidr, others: readonly Other[]): NonNullable<Observed['overlaps']> {
  return (['pods', 'nodes', 'reserved'] as const).flatMap((of) => {
    const first = others.find(
      (other) =>
        other.of === of &&
        (other.range instanceof Cidr ? range.overlaps(other.range) : range.contains(other.range)),
    );
    return first ? [{ range: `${range}`, of, with: `${first.range}` }] : [];
  });
}

/** What is known for certain: ranges that are guessed around what was seen are left out, the addresses in them are not. */
function othersOf(plan: Plan, built: Testbed | undefined): Other[] {
  const of = (owner: Owner, all: readonly (PerFamily<Cidr | Address> | undefined)[]): Other[] =>
    all.flatMap((values) => (values ? valuesOf(values).map((range) => ({ of: owner, range })) : []));
  return [
    ...of('pods', [built?.plan.podCidr]),
    ...of('nodes', built?.plan.zones.map(({ nodeCidr }) => nodeCidr) ?? []),
    ...(built?.spec.reserved ?? []).map(({ cidr }) => ({ of: 'reserved' as const, range: cidr })),
    ...of(
      'pods',
      plan.nodes.map(({ podCidr }) => podCidr),
    ),
    ...of(
      'pods',
      plan.nodes.flatMap(({ pods }) => pods.map(({ address }) => address)),
    ),
    ...of(
      'nodes',
      plan.nodes.map(({ address }) => address),
    ),
  ];
}

/** Families of the ranges, each once. */
export function familiesIn(ranges: readonly Cidr[]): Family[] {
  return [...new Set(ranges.map(({ family }) => family))];
}

/** A planned range by family, as text. */
export function plannedServices(built: Plan | undefined): Partial<Record<Family, string>> | undefined {
  return (
    built &&
    Object.fromEntries(
      familiesOf(built.serviceCidr).map((family) => [family, `${built.serviceCidr[family]}`]),
    )
  );
}
