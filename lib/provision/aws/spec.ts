import * as z from 'zod';
import type { TestbedSpec, TestbedSpecInput } from '../../plan';
import type { SpecInput } from '../../spec-input';
import { sourcesSchema } from '../sources/spec';
import type { AwsPartInput } from './spec-input';

/** The part of a spec that is AWS' own, under `aws`. Other targets ignore it. */
export const awsSpecSchema = z.strictObject({
  /** Region. @default us-east-1 */
  region: z.string().default('us-east-1'),
  /** EC2 instance type of every node; its processor decides the image's. @default t3.medium (2 vCPU, 4 GiB) */
  instanceType: z.string().default('t3.medium'),
  /** EC2 instance type of the control planes, with the processor of the others. @default instanceType */
  controlPlaneInstanceType: z
    .string()
    .meta({ examples: ['t3.large'] })
    .optional(),
  /** Image of the nodes, Ubuntu. @default the newest one of ubuntuRelease, looked up at deploy and then kept */
  amiId: z
    .string()
    .regex(/^ami-[0-9a-f]{8,17}$/, 'an image id is ami- and 8 to 17 hexadecimal digits')
    .meta({ examples: ['ami-0123456789abcdef0'] })
    .optional(),
  /** Ubuntu release that the image is looked up for. @default 24.04 */
  ubuntuRelease: z.enum(['24.04', '26.04']).default('24.04'),
  /** Size of each node's disk, in GiB. @default 30 */
  diskGiB: z.int().min(16).max(16_384).default(30),
  /** Spot instances: cheaper, and AWS may end them. @default false */
  spot: z.boolean().default(false),
  /** All nodes close together in one rack, for measurements. @default false */
  placementGroup: z.boolean().default(false),
  /**
   * Id of a VPC that is there, in which the stack makes its subnets, with a way out by the VPC's internet gateway.
   * @default a VPC of the stack's own
   */
  vpcId: z
    .string()
    .regex(/^vpc-[0-9a-f]{8,17}$/, 'the id of a VPC is vpc- and 8 to 17 hexadecimal digits')
    .meta({ examples: ['vpc-0123456789abcdef0'] })
    .optional(),
  /**
   * Ids of subnets that are there, by zone: each has exactly the zone's nodeCidr, and a way out. The stack makes no network
   * then. @default subnets of the stack's own
   */
  subnetIds: z
    .record(
      z.string(),
      z
        .string()
        .regex(/^subnet-[0-9a-f]{8,17}$/, 'the id of a subnet is subnet- and 8 to 17 hexadecimal digits'),
    )
    .meta({ examples: [{ a: 'subnet-0123456789abcdef0' }] })
    .optional(),
  /**
   * Whether nodes have public addresses to go out with; nothing comes in by them. Without, subnets that are there need a
   * way out of their own, and a VPC of the stack's own gets a NAT gateway. @default true
   */
  publicAddresses: z.boolean().default(true),
  /** Where the machines fetch packages, images and charts. @default where their makers have them */
  sources: sourcesSchema.optional(),
  /** Tags for all that is made, beside the stack's own. @default none */
  tags: z.record(z.string(), z.string()).default({}),
  /** Nodes end themselves after this many hours, so that a forgotten testbed stops costing. @default 8 */
  ttlHours: z.int().min(1).max(720).default(8),
  /** What the deploy waits for: `ready` (all nodes Ready) or `none`. @default ready */
  gate: z.enum(['ready', 'none']).default('ready'),
  /** How long the deploy waits for that before it fails, in seconds. @default 2400 */
  gateSeconds: z.int().min(1).max(86_400).default(2400),
  /** Price of one instance for the cost estimate, in US dollars per hour. @default the table in lib/provision/aws/prices.ts */
  instanceHourUsd: z
    .number()
    .min(0)
    .max(1000)
    .meta({ examples: [0.0416] })
    .optional(),
});

/** AWS' part of a spec with every default filled in. */
export type AwsSpec = Readonly<z.output<typeof awsSpecSchema>>;

/** A spec with AWS' part. */
export type AwsTestbedSpec = TestbedSpec & { readonly aws: AwsSpec };

/** The same as a user writes it in JSON or YAML. */
export interface AwsTestbedSpecInput extends TestbedSpecInput {
  /** AWS' own part. @default every field's default */
  readonly aws?: AwsPartInput;
}

/** The same as a program writes it whose names the compiler checks. */
export type AwsSpecInput = SpecInput & Pick<AwsTestbedSpecInput, 'aws'>;
