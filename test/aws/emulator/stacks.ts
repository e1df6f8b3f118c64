/** The stacks that are deployed to the emulator, and what of them it cannot take or give back. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AwsCluster, connectivityJobs, type firewallRules, type StackJson } from '../../../lib/aws';
import type { AwsProviderConfig } from '../../../lib/aws/cdktf';
import type { TestbedSpecInput } from '../../../lib/plan';
import { clusterOf, everyMode, synth, twoZones } from '../fixtures';
import type { Described, Moto } from './moto';
import { mirroredVersion, Terraform } from './terraform';

/** Every CNI with its default mode, and the most that a stack can have: three control planes, bare pods over two zones. */
export const specs: Readonly<Record<string, TestbedSpecInput>> = {
  ...Object.fromEntries(everyMode.map(({ cni }) => [`aws-${cni}`, { cni }])),
  'aws-widest': { cni: 'routed', controlPlanes: 3, workers: 1, zones: twoZones },
};
/** One that the emulator knows; Canonical's list is not there. */
export const image = 'ami-1e749f67';
export const otherImage = 'ami-785db401';

/** What differs at the next plan because the emulator does not give it back. Nothing else may. */
export const forgotten = (stack: string) => [
  'aws_instance update: vpc_security_group_ids',
  ...(stack === 'aws-widest' ? ['aws_lb update: subnet_mapping,subnets'] : []),
  'aws_vpc_security_group_egress_rule update: description',
  'aws_vpc_security_group_ingress_rule update: description',
];

export interface Deployed {
  readonly cluster: AwsCluster;
  readonly terraform: Terraform;
  readonly folder: string;
  readonly json: StackJson;
}

/** A stack as the emulator can take it, in a folder of its own. */
export function prepared(name: string, moto: Moto): Deployed {
  const cluster = clusterOf({ ...specs[name], aws: { amiId: image, gate: 'none' } });
  const provider: Partial<AwsProviderConfig> = {
    endpoints: [],
    skipCredentialsValidation: true,
    skipMetadataApiCheck: 'true',
    s3UsePathStyle: true,
  };
  const json = emulable(
    synth(cluster, { providerVersion: mirroredVersion(), provider, connectivity: connectivityJobs }, name),
  );
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  const terraform = new Terraform(folder, moto.env);
  terraform.write(json);
  return { cluster, terraform, folder, json };
}

/**
 * Without the bucket's policy, whose condition the emulator ignores (it would refuse every request), and with the state
 * in the folder. Not deployed at all are the gate (no machine boots here), spot, placement groups and IPIP: the first
 * three have no counterpart there, and a rule for protocol 4 never ends. All of these are checked on the JSON instead.
 */
function emulable(json: StackJson): StackJson {
  const { aws_s3_bucket_policy: _policy, ...resource } = json.resource!;
  const { backend: _backend, ...terraform } = (json as unknown as { terraform: Record<string, unknown> })
    .terraform;
  return { ...json, resource, terraform } as StackJson;
}

export function summaryOf(changes: Awaited<ReturnType<Terraform['changes']>>): string[] {
  return [
    ...new Set(changes.map(({ type, actions, attributes }) => `${type} ${actions}: ${attributes}`)),
  ].sort();
}

export function ruleText({
  group,
  direction,
  protocol,
  from,
  to,
  cidr,
  peer,
}: Described['rules'][number]): string {
  return `${group} ${direction} ${protocol} ${from}-${to} ${cidr ?? peer}`;
}

export function plannedRuleText({
  group,
  direction,
  peer,
  protocol,
  ports,
}: ReturnType<typeof firewallRules>[number]): string {
  const name = { ipip: '4', esp: '50', all: '-1', tcp: 'tcp', udp: 'udp', icmp: 'icmp' }[protocol];
  const other =
    'group' in peer ? `testbed-${peer.group}` : peer.cidr === 'anywhere' ? '0.0.0.0/0' : peer.cidr;
  return `testbed-${group} ${direction} ${name} ${ports?.from ?? -1}-${ports?.to ?? -1} ${other}`;
}

/** As a machine writes its status. */
export async function put(moto: Moto, bucket: string, key: string, value: unknown): Promise<void> {
  const { PutObjectCommand, S3Client } = await import('@aws-sdk/client-s3');
  const client = new S3Client({ region: 'us-east-1', endpoint: moto.url, forcePathStyle: true });
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: JSON.stringify(value) }));
}
