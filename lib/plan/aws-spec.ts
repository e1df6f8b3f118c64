import * as z from 'zod';

/** What only real machines on AWS need. Other targets ignore it. */
export const awsSpecSchema = z.strictObject({
  /** Region. @default us-east-1 */
  region: z.string().optional(),
  /** EC2 instance type of every node; its processor decides the image's. @default t3.medium (2 vCPU, 4 GiB) */
  instanceType: z.string().optional(),
  /** Image of the nodes, Ubuntu. @default the newest one of ubuntuRelease, looked up at deploy and then kept */
  amiId: z
    .string()
    .regex(/^ami-[0-9a-f]{8,17}$/, 'an image id is ami- and 8 to 17 hexadecimal digits')
    .optional(),
  /** Ubuntu release that the image is looked up for. @default 24.04 */
  ubuntuRelease: z.enum(['24.04', '26.04']).optional(),
  /** Size of each node's disk, in GiB. @default 30 */
  diskGiB: z.int().min(16).max(16_384).optional(),
  /** Spot instances: cheaper, and AWS may end them. @default false */
  spot: z.boolean().optional(),
  /** All nodes close together in one rack, for measurements. @default false */
  placementGroup: z.boolean().optional(),
  /** Nodes end themselves after this many hours, so that a forgotten testbed stops to cost. @default 8 */
  ttlHours: z.int().min(1).max(720).optional(),
  /** What the deploy waits for: `ready` (all nodes Ready) or `none`. @default ready */
  gate: z.enum(['ready', 'none']).optional(),
  /** How long the deploy waits for that before it fails, in seconds. @default 2400 */
  gateSeconds: z.int().min(1).max(86_400).optional(),
  /** Price of one instance for the cost estimate, in US dollars per hour. @default the table in lib/provision/aws/prices.ts */
  instanceHourUsd: z.number().min(0).max(1000).optional(),
});

/** The AWS target's settings with every default filled in. */
export interface AwsSpec {
  readonly region: string;
  readonly instanceType: string;
  /** Absent: looked up. */
  readonly amiId?: string;
  readonly ubuntuRelease: '24.04' | '26.04';
  /** GiB. */
  readonly diskGiB: number;
  readonly spot: boolean;
  readonly placementGroup: boolean;
  /** Hours. */
  readonly ttlHours: number;
  readonly gate: 'ready' | 'none';
  readonly gateSeconds: number;
  /** US dollars; absent: from the price table. */
  readonly instanceHourUsd?: number;
}

/** Fills in the defaults. */
export function awsDefaults(parsed: z.output<typeof awsSpecSchema>): AwsSpec {
  return {
    region: parsed.region ?? 'us-east-1',
    instanceType: parsed.instanceType ?? 't3.medium',
    amiId: parsed.amiId,
    ubuntuRelease: parsed.ubuntuRelease ?? '24.04',
    diskGiB: parsed.diskGiB ?? 30,
    spot: parsed.spot ?? false,
    placementGroup: parsed.placementGroup ?? false,
    ttlHours: parsed.ttlHours ?? 8,
    gate: parsed.gate ?? 'ready',
    gateSeconds: parsed.gateSeconds ?? 2400,
    instanceHourUsd: parsed.instanceHourUsd,
  };
}
