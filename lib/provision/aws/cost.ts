import { typeFor } from './instance-type';
import { needsNat } from './nat-range';
import { type Prices, prices } from './prices';
import type { AwsTestbedSpec } from './spec';

/** One part of the bill. */
export interface CostPart {
  /** Such as `3 instances t3.medium`. */
  readonly what: string;
  /** US dollars an hour; absent where the price is not known. */
  readonly hourUsd?: number;
}

/** What a cluster costs while it runs, without traffic and taxes. */
export interface CostEstimate {
  readonly parts: readonly CostPart[];
  /** Sum of the known parts, in US dollars an hour. */
  readonly hourUsd: number;
  /** The same until the time to live ends. */
  readonly untilTtlUsd: number;
  /** What the reader must know: date and basis of the prices, and what is not in the sum. */
  readonly notes: readonly string[];
}

const hoursPerMonth = 730;

/** Adds up the price table for a spec. `table` replaces the built-in prices. */
export function estimateCost(spec: AwsTestbedSpec, table: Prices = prices): CostEstimate {
  const parts = costParts(spec, table);
  const hourUsd = parts.reduce((sum, part) => sum + (part.hourUsd ?? 0), 0);
  return { parts, hourUsd, untilTtlUsd: hourUsd * spec.aws.ttlHours, notes: costNotes(spec, table, parts) };
}

function costParts({ aws, controlPlanes, workers }: AwsTestbedSpec, table: Prices): CostPart[] {
  const nodes = controlPlanes + workers;
  const addresses = aws.publicAddresses ? nodes : 0;
  return [
    ...instanceParts({ aws, controlPlanes, workers }, table),
    ...(addresses > 0
      ? [
          {
            what: `${addresses} public IPv4 ${addresses === 1 ? 'address' : 'addresses'}`,
            hourUsd: addresses * table.publicAddressHour,
          },
        ]
      : []),
    ...(needsNat(aws)
      ? [
          {
            what: '1 NAT gateway with its address',
            hourUsd: table.natGatewayHour + table.publicAddressHour,
          },
        ]
      : []),
    {
      what: `${nodes} ${nodes === 1 ? 'disk' : 'disks'} of ${aws.diskGiB} GiB`,
      hourUsd: (nodes * aws.diskGiB * table.diskGiBMonth) / hoursPerMonth,
    },
    ...(controlPlanes > 1
      ? [{ what: '1 network load balancer for the API', hourUsd: table.loadBalancerHour }]
      : []),
  ];
}

/** A part for each type, in the order of the plan's nodes. */
function instanceParts(
  { aws, controlPlanes, workers }: Pick<AwsTestbedSpec, 'aws' | 'controlPlanes' | 'workers'>,
  table: Prices,
): CostPart[] {
  const counts = new Map<string, number>();
  for (const [role, count] of [['control-plane', controlPlanes] as const, ['worker', workers] as const])
    counts.set(typeFor(aws, role), (counts.get(typeFor(aws, role)) ?? 0) + count);
  return [...counts]
    .filter(([, count]) => count > 0)
    .map(([type, count]) => {
      const own = type === aws.instanceType ? aws.instanceHourUsd : undefined;
      const hour = own ?? table.instanceHour[type];
      return {
        what: `${count} ${count === 1 ? 'instance' : 'instances'} ${type}`,
        ...(hour !== undefined && { hourUsd: count * hour }),
      };
    });
}

function costNotes({ aws, zones }: AwsTestbedSpec, table: Prices, parts: readonly CostPart[]): string[] {
  const unknown = parts.filter(({ hourUsd }) => hourUsd === undefined).map(({ what }) => what);
  return [
    `prices as of ${table.asOf}, ${table.basis}${aws.region === 'us-east-1' ? '' : `: ${aws.region} differs`}`,
    ...(unknown.length > 0
      ? [`not in the sum, no price known: ${unknown.join(', ')}; set aws.instanceHourUsd`]
      : []),
    ...(aws.spot ? ['spot instances cost less than this'] : []),
    ...(needsNat(aws) ? ['what goes through the NAT gateway is billed by the GB'] : []),
    ...(zones.length > 1 ? ['traffic between zones is billed by the GB'] : []),
    `without traffic and taxes; the instances end themselves after ${aws.ttlHours} h`,
  ];
}
