/** AWS' part of a spec as its user writes it; test/docs/spec-input.test.ts writes it from the schema. */

import type { SourcesInput } from '../sources/spec-input';

/** The part of a spec that is AWS' own. */
export interface AwsPartInput {
  /** Region. @default us-east-1 */
  readonly region?: string;
  /** EC2 instance type of every node; its processor decides the image's. @default t3.medium (2 vCPU, 4 GiB) */
  readonly instanceType?: string;
  /** EC2 instance type of the control planes, with the processor of the others. @default instanceType */
  readonly controlPlaneInstanceType?: string;
  /** Image of the nodes, Ubuntu. @default the newest one of ubuntuRelease, looked up at deploy and then kept */
  readonly amiId?: string;
  /** Ubuntu release that the image is looked up for. @default 24.04 */
  readonly ubuntuRelease?: '24.04' | '26.04';
  /** Size of each node's disk, in GiB. @default 30 */
  readonly diskGiB?: number;
  /** Spot instances: cheaper, and AWS may end them. @default false */
  readonly spot?: boolean;
  /** All nodes close together in one rack, for measurements. @default false */
  readonly placementGroup?: boolean;
  /**
   * Id of a VPC that is there, in which the stack makes its subnets, with a way out by the VPC's internet gateway.
   * @default a VPC of the stack's own
   */
  readonly vpcId?: string;
  /**
   * Ids of subnets that are there, by zone: each has exactly the zone's nodeCidr, and a way out. The stack makes no
   * network then. @default subnets of the stack's own
   */
  readonly subnetIds?: Readonly<Record<string, string>>;
  /**
   * Whether nodes have public addresses to go out with; nothing comes in by them. Without, subnets that are there need
   * a way out of their own, and a VPC of the stack's own gets a NAT gateway. @default true
   */
  readonly publicAddresses?: boolean;
  /** Where the machines fetch packages, images and charts. @default where their makers have them */
  readonly sources?: SourcesInput;
  /** Tags for all that is made, beside the stack's own. @default none */
  readonly tags?: Readonly<Record<string, string>>;
  /** Nodes end themselves after this many hours, so that a forgotten testbed stops costing. @default 8 */
  readonly ttlHours?: number;
  /** What the deploy waits for: `ready` (all nodes Ready) or `none`. @default ready */
  readonly gate?: 'ready' | 'none';
  /** How long the deploy waits for that before it fails, in seconds. @default 2400 */
  readonly gateSeconds?: number;
  /**
   * Price of one instance for the cost estimate, in US dollars per hour. @default the table in
   * lib/provision/aws/prices.ts
   */
  readonly instanceHourUsd?: number;
}
