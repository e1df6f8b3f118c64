/** The stacks that are deployed to the emulator, and what of them it cannot take or give back. */

import type { AwsTestbedSpecInput } from '../../../../lib/provision';
import {
  type AwsCluster,
  connectivityJobs,
  type firewallRules,
  type StackJson,
} from '../../../../lib/provision';
import type { AwsProviderConfig } from '../../../../lib/provision/aws/provider';
import { keys } from '../../../../lib/provision/exchange/keys';
import { factsOf, progressOf } from '../../machines';
import { bareOverZones, bootOf, clusterOf, everyMode, synth } from '../fixtures';
import type { Described, Moto } from './moto';
import { mirroredVersion, Terraform } from './terraform';

/**
 * Every CNI with its default mode, and the most that a stack can have: three control planes of another type, bare pods over
 * two zones, a NAT gateway in place of public addresses, tags.
 */
export const specs: Readonly<Record<string, AwsTestbedSpecInput>> = {
  ...Object.fromEntries(everyMode.map(({ cni }) => [`aws-${cni}`, { cni }])),
  'aws-widest': {
    ...bareOverZones,
    ...{ controlPlanes: 3, workers: 1 },
    aws: { controlPlaneInstanceType: 't3.large', publicAddresses: false, tags: { team: 'network' } },
  },
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

const unremembered: Readonly<Record<string, readonly string[]>> = {
  aws_instance: ['vpc_security_group_ids'],
  aws_vpc_security_group_egress_rule: ['description'],
  aws_vpc_security_group_ingress_rule: ['description'],
};

export interface Deployed {
  readonly cluster: AwsCluster;
  readonly terraform: Terraform;
  /** Without the gate: no machine boots here. */
  readonly json: StackJson;
  /** The same where some of it may be deployed already: what the emulator forgets (see forgotten) is no change. */
  readonly again: StackJson;
  /** With the gate and so much time for it, and as {@link again}. */
  gated(seconds: number): StackJson;
}

export interface Preparation {
  readonly moto: Moto;
  /** Folder for Terraform. */
  readonly folder: string;
  /** @default terraform */
  readonly program?: string;
  /** @default the spec of that name */
  readonly spec?: AwsTestbedSpecInput;
}

/** A stack as the emulator can take it. */
export function prepared(name: string, { moto, folder, program, spec = specs[name] }: Preparation): Deployed {
  const clusterWith = (gateSeconds?: number) =>
    clusterOf({
      ...spec,
      aws: { ...spec?.aws, amiId: image, gate: gateSeconds ? 'ready' : 'none', gateSeconds },
    });
  const cluster = clusterWith();
  const json = emulable(cluster, name);
  const terraform = new Terraform(folder, moto.env, program);
  terraform.write(json);
  return {
    cluster,
    terraform,
    json,
    again: remembered(json),
    gated: (seconds) => remembered(emulable(clusterWith(seconds), name)),
  };
}

const provider: Partial<AwsProviderConfig> = {
  endpoints: [],
  skipCredentialsValidation: true,
  skipMetadataApiCheck: 'true',
  s3UsePathStyle: true,
};

/**
 * Without the bucket's policy, whose condition the emulator ignores (it would refuse every request), and with the state
 * in the folder. Not deployed at all are spot, placement groups and IPIP: the first two have no counterpart there, and a
 * rule for protocol 4 never ends. All of these are checked on the JSON instead.
 */
function emulable(cluster: AwsCluster, name: string): StackJson {
  const props = { providerVersion: mirroredVersion(), provider, connectivity: connectivityJobs };
  const synthesized = synth(cluster, props, name);
  const { aws_s3_bucket_policy: policies, ...resource } = synthesized.resource!;
  const gone = new Set(Object.keys(policies!).map((id) => `aws_s3_bucket_policy.${id}`));
  for (const gate of Object.values(resource.terraform_data ?? {}) as { depends_on?: string[] }[])
    if (gate.depends_on) gate.depends_on = gate.depends_on.filter((address) => !gone.has(address));
  const { backend: _backend, ...terraform } = synthesized.terraform as Record<string, unknown>;
  return { ...synthesized, resource, terraform } as StackJson;
}

/** The emulator also refuses to change some of what it does not give back, so no deploy shall try. */
function remembered(json: StackJson): StackJson {
  const resource = Object.entries(json.resource!).map(([type, named]) => {
    const changes = unremembered[type];
    if (!changes) return [type, named];
    const lasting = Object.entries(named).map(([id, fields]) => {
      const { ignore_changes: known = [], ...others } = (fields.lifecycle ?? {}) as {
        ignore_changes?: string[];
      };
      return [id, { ...fields, lifecycle: { ...others, ignore_changes: [...known, ...changes] } }];
    });
    return [type, Object.fromEntries(lasting)];
  });
  return { ...json, resource: Object.fromEntries(resource) };
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

/** What the machines of a deployed stack can do in its bucket. */
export interface Machines {
  readonly bucket: string;
  readonly generation: string;
  /** The name of each node's machine in the bucket. */
  readonly selves: Readonly<Record<string, string>>;
  /** As put_status of their own scripts. */
  say(node: string, stage: string, state: string): Promise<void>;
  /** As the first control plane says it of the Jobs. */
  sayOfJobs(state: string): Promise<void>;
}

export async function machinesOf(
  moto: Moto,
  name: string,
  { cluster, terraform }: Deployed,
): Promise<Machines> {
  return machinesIn((await terraform.outputs()).bucket!.value, moto, name, cluster);
}

/** The same where the bucket is known. */
export async function machinesIn(
  bucket: string,
  moto: Moto,
  name: string,
  cluster: AwsCluster,
): Promise<Machines> {
  const selves: Record<string, string> = JSON.parse(await got(moto, bucket, keys.machines));
  const { generation } = bootOf(name, cluster, connectivityJobs(cluster));
  const write = (key: string, node: string, stage: string, state: string) => {
    const at = new Date().toISOString().replace(/\.\d+/, '');
    const progress = { ...progressOf(state), final: state === 'failed' };
    return put(moto, bucket, key, {
      node,
      stage,
      state,
      at,
      generation,
      machine: factsOf(node),
      ...progress,
    });
  };
  return {
    bucket,
    generation,
    selves,
    say: (node, stage, state) => write(keys.status(selves[node]!, node), node, stage, state),
    sayOfJobs: (state) =>
      write(keys.connectivityStatus(selves['control-plane-1']!), 'control-plane-1', 'collect', state),
  };
}

/** Text as it is, all else as JSON. */
export async function put(moto: Moto, bucket: string, key: string, content: unknown): Promise<void> {
  const { PutObjectCommand } = await import('@aws-sdk/client-s3');
  const body = typeof content === 'string' ? content : JSON.stringify(content);
  await (await s3(moto)).send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
}

async function got(moto: Moto, bucket: string, key: string): Promise<string> {
  const { GetObjectCommand } = await import('@aws-sdk/client-s3');
  const { Body } = await (await s3(moto)).send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return Body!.transformToString();
}

async function s3(moto: Moto) {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const { S3Client } = await import('@aws-sdk/client-s3');
  const credentials = {
    accessKeyId: moto.env.AWS_ACCESS_KEY_ID!,
    secretAccessKey: moto.env.AWS_SECRET_ACCESS_KEY!,
  };
  return new S3Client({ region: 'us-east-1', endpoint: moto.url, forcePathStyle: true, credentials });
}
