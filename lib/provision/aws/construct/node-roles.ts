import type { NodeRole } from '../../../plan';
import { Construct, type IConstruct } from '../../stacks/cdktf';
import { IamInstanceProfile, IamRole, IamRolePolicy } from '../provider';

/** What the machines' rights are made from. */
export interface NodeRolesProps {
  /** Start of the roles' names, at most 20 characters. */
  readonly namePrefix: string;
  /** ARN of the bucket that the nodes read and write. */
  readonly bucketArn: string;
}

/** A role as its machines have it. */
export interface MachineRole {
  readonly name: string;
  /** Name of the instance profile. */
  readonly profile: string;
  /** AWS' own id of the role: with a colon and an instance's id it is that machine's aws:userid. */
  readonly id: string;
}

/** What costs beside the machines, and ends with them. */
export interface Endings {
  /** ARN of the API's load balancer. @default there is none */
  readonly balancerArn?: string;
  /** Whether there is a NAT gateway. @default false */
  readonly natGateway?: boolean;
  /** The tags that everything of the stack carries. */
  readonly tags: Readonly<Record<string, string>>;
}

/** What control planes may do to these. A NAT gateway's ARN is not known to Terraform: it is told by its tags. */
function endings({ balancerArn, natGateway = false, tags }: Endings): Statement[] {
  const ours = Object.entries(tags).map(([key, value]) => [`ec2:ResourceTag/${key}`, value]);
  return [
    ...(balancerArn === undefined
      ? []
      : [
          {
            Effect: 'Allow' as const,
            Action: ['elasticloadbalancing:DeleteLoadBalancer'],
            Resource: [balancerArn],
          },
        ]),
    ...(natGateway
      ? [
          {
            Effect: 'Allow' as const,
            Action: ['ec2:DeleteNatGateway'],
            Resource: '*' as const,
            Condition: { StringEquals: Object.fromEntries(ours) },
          },
        ]
      : []),
  ];
}

interface Statement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[] | '*';
  readonly Condition?: Readonly<Record<string, unknown>>;
}

/** Sessions without an open port: what the agent needs, and not the managed policy, which also reads all parameters. */
const sessions: Statement = {
  Effect: 'Allow',
  Action: [
    'ssm:UpdateInstanceInformation',
    ...['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map(
      (action) => `ssmmessages:${action}`,
    ),
    ...['AcknowledgeMessage', 'DeleteMessage', 'FailMessage', 'GetEndpoint', 'GetMessages', 'SendReply'].map(
      (action) => `ec2messages:${action}`,
    ),
  ],
  Resource: '*', // these actions know no narrower resource
};

/**
 * What nodes may do: open sessions, and use their part of the bucket. Pods on the host's network have the node's role
 * too (the metadata hop limit keeps the others out), which is one more reason to give it little.
 */
export class NodeRoles extends Construct {
  private readonly roles: Readonly<Record<NodeRole, MachineRole>>;

  constructor(scope: IConstruct, id: string, props: NodeRolesProps) {
    super(scope, id);
    this.roles = {
      worker: this.role('worker', props, workerStatements(props.bucketArn)),
      'control-plane': this.role('control-plane', props, controlPlaneStatements(props.bucketArn)),
    };
  }

  /** What nodes of the role have. */
  of(role: NodeRole): MachineRole {
    return this.roles[role];
  }

  /** Lets control planes end these with their own time to live. */
  mayEnd(parts: Endings): void {
    new IamRolePolicy(this, 'control-plane-end', {
      name: 'testbed-end',
      role: this.roles['control-plane'].name,
      policy: JSON.stringify(policy(endings(parts))),
    });
  }

  private role(
    name: NodeRole,
    { namePrefix }: NodeRolesProps,
    statements: readonly Statement[],
  ): MachineRole {
    const role = new IamRole(this, name, {
      namePrefix: `${namePrefix}-${name}-`,
      assumeRolePolicy: JSON.stringify(
        policy([
          { Effect: 'Allow', Action: ['sts:AssumeRole'], Principal: { Service: 'ec2.amazonaws.com' } },
        ]),
      ),
      forceDetachPolicies: true,
    });
    new IamRolePolicy(this, `${name}-policy`, {
      name: 'testbed',
      role: role.name,
      policy: JSON.stringify(policy([sessions, ...statements])),
    });
    const profile = new IamInstanceProfile(this, `${name}-profile`, {
      namePrefix: `${namePrefix}-${name}-`,
      role: role.name,
    });
    return { name: role.name, profile: profile.name, id: role.uniqueId };
  }
}

const policy = (Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });

function workerStatements(arn: string): Statement[] {
  return [
    listing(arn, ['join/*']),
    { Effect: 'Allow', Action: ['s3:GetObject'], Resource: [`${arn}/join/worker.json`] },
    reporting(arn, ['status', 'logs']),
  ];
}

function controlPlaneStatements(arn: string): Statement[] {
  return [
    listing(arn, ['join/*', 'assets/*']),
    {
      Effect: 'Allow',
      Action: ['s3:GetObject'],
      Resource: ['join', 'assets'].map((key) => `${arn}/${key}/*`),
    },
    { Effect: 'Allow', Action: ['s3:PutObject', 's3:DeleteObject'], Resource: [`${arn}/join/*`] },
    reporting(arn, ['status', 'logs', 'results']),
  ];
}

/** A machine writes below its own name only: IAM's variable, which Terraform must not take for one of its own. */
const reporting = (arn: string, folders: readonly string[]): Statement => ({
  Effect: 'Allow',
  Action: ['s3:PutObject'],
  Resource: folders.map((folder) => `${arn}/${folder}/$\${aws:userid}/*`),
});

/** Without it, an object that is not there yet answers "forbidden" instead of "not found". */
const listing = (arn: string, prefixes: readonly string[]): Statement => ({
  Effect: 'Allow',
  Action: ['s3:ListBucket'],
  Resource: [arn],
  Condition: { StringLike: { 's3:prefix': prefixes } },
});
