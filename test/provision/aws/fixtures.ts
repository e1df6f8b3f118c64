/** Clusters and synthesized stacks for the tests of the AWS target. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cnis } from '../../../lib/cni';
import type { AwsTestbedSpecInput } from '../../../lib/provision';
import {
  type AwsCluster,
  awsCluster,
  type StackJson,
  TestbedStack,
  type TestbedStackProps,
} from '../../../lib/provision';
import { awsMachines } from '../../../lib/provision/aws/machines';
import { type ClusterBoot, clusterBoot } from '../../../lib/provision/boot/cluster-boot';
import type { Connectivity } from '../../../lib/provision/boot/connectivity';
import { App } from '../../../lib/provision/stacks/cdktf';

/** Every CNI and mode with a deployment: rows for `test.each`. */
export const everyMode = cnis
  .filter(({ deployment }) => deployment)
  .flatMap(({ name, modes }) =>
    modes.map((mode) => ({ cni: name, mode: mode.name, barePods: mode.barePods })),
  );

export function clusterOf(input: AwsTestbedSpecInput = {}): AwsCluster {
  return awsCluster(input, cnis);
}

/** What the machines of a cluster start from. */
export function bootOf(stack: string, cluster: AwsCluster, connectivity?: Connectivity): ClusterBoot {
  return clusterBoot({ stack, cluster, machines: awsMachines(cluster), connectivity });
}

/** The stack of a cluster as Terraform will read it. */
export function synth(
  cluster: AwsCluster,
  props: Partial<TestbedStackProps> = {},
  name = `aws-${cluster.cni.name}`,
): StackJson & Synthesized {
  const outdir = mkdtempSync(join(tmpdir(), 'testbed-synth-'));
  try {
    const app = new App({ outdir });
    new TestbedStack(app, name, { cluster, ...props });
    app.synth();
    return JSON.parse(readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8'));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** Parts of the JSON that tests look at besides the resources. */
export interface Synthesized {
  readonly output: Readonly<Record<string, { readonly value: unknown }>>;
  readonly provider: { readonly aws: readonly Readonly<Record<string, unknown>>[] };
  readonly terraform: { readonly required_providers: Readonly<Record<string, unknown>> };
}

/** `aws_vpc.network_vpc`: every resource by type and construct path, without CDKTF's digest, in order. */
export function addresses(json: StackJson): string[] {
  return Object.entries(json.resource ?? {})
    .flatMap(([type, named]) =>
      Object.values(named).map((resource) => {
        const { metadata } = resource['//'] as { metadata: { path: string } };
        return `${type} ${metadata.path.split('/').slice(1).join('/')}`;
      }),
    )
    .sort();
}

export const twoZones: NonNullable<AwsTestbedSpecInput['zones']> = [
  { name: 'a', nodeCidr: '192.168.0.0/24' },
  { name: 'b', nodeCidr: '192.168.1.0/24' },
];

/** Pods that go bare between zones, whose router must know the way. */
export const bareOverZones: AwsTestbedSpecInput = {
  cni: 'cilium',
  mode: 'native',
  zones: twoZones,
  podRoutes: true,
};

/** The stack without one of its resources. */
export function without(json: StackJson, type: string, name: string): StackJson {
  const { [name]: _gone, ...rest } = json.resource![type]!;
  return { ...json, resource: { ...json.resource, [type]: rest } };
}

/** The stack with a resource more, or another one of that name. */
export function withResource(json: StackJson, type: string, name: string, resource: object): StackJson {
  return {
    ...json,
    resource: { ...json.resource, [type]: { ...json.resource![type], [name]: { ...resource } } },
  };
}
