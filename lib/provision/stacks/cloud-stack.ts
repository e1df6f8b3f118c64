import type { TestbedSpec } from '../../plan';
import type { ConnectivitySource } from '../boot/connectivity';
import type { Cloud, CloudSpecInput } from '../cloud';
import type { MachineCluster } from '../machine-cluster';
import type { IConstruct, TerraformStack } from './cdktf';

/** What every cloud's stack is built from. */
export interface CloudStackProps<Spec extends TestbedSpec = TestbedSpec> {
  /** The cluster to build, as the cloud's `cluster` makes it from a spec. */
  readonly cluster: MachineCluster<Spec>;
  /** Makes the connectivity Jobs that start when all nodes are Ready. @default none: the cluster boots, untested */
  readonly connectivity?: ConnectivitySource;
  /**
   * Folder from which Node finds this package, for the gate, seen from Terraform's working folder. @default that folder
   * itself: cdktf.out/stacks/NAME lies in the app's
   */
  readonly projectPath?: string;
}

/** A cloud with the stacks that build its clusters: what clouds.ts lists. */
export interface StackCloud<Spec extends TestbedSpec = TestbedSpec> extends Cloud<Spec> {
  /** Whether an app with this spec has stacks of the cloud without being asked for it. @default it has */
  isIn?(spec: CloudSpecInput): boolean;
  /** Adds the stack that builds a cluster to an app; loads CDKTF for it. */
  stack(scope: IConstruct, id: string, props: CloudStackProps<Spec>): Promise<TerraformStack>;
}
