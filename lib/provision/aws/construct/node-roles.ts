import type { NodeRole } from '../../../plan';
import { Construct, type IConstruct } from '../../stacks/cdktf';
import { IamInstanceProfile, IamRole, IamRolePolicy } from '../provider';

/** What the machines' rights are made from. */
export interface NodeRolesProps {
  /** Start of the roles' names, at most 20 characters. */
  readonly namePrefix: string;
  readonly bucketArn: string;
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
  private readonly profiles: Readonly<Record<NodeRole, string>>;

  constructor(scope: IConstruct, id: string, props: NodeRolesProps) {
    super(scope, id);
    this.profiles = {
      worker: this.role('worker', props, workerStatements(props.bucketArn)),
      'control-plane': this.role('control-plane', props, controlPlaneStatements(props.bucketArn)),
    };
  }

  /** Name of the instance profile for nodes of the role. */
  profile(role: NodeRole): string {
    return this.profiles[role];
  }

  private role(name: NodeRole, { namePrefix }: NodeRolesProps, statements: readonly Statement[]): string {
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
    return new IamInstanceProfile(this, `${name}-profile`, {
      namePrefix: `${namePrefix}-${name}-`,
      role: role.name,
    }).name;
  }
}

const policy = (Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });

function workerStatements(arn: string): Statement[] {
  return [
    listing(arn, ['join/*']),
    { Effect: 'Allow', Action: ['s3:GetObject'], Resource: [`${arn}/join/worker.json`] },
    reporting(arn),
  ];
}

function controlPlaneStatements(arn: string): Statement[] {
  return [
    listing(arn, ['join/*', 'assets/*', 'status/*']),
    {
      Effect: 'Allow',
      Action: ['s3:GetObject'],
      Resource: ['join', 'assets', 'status'].map((key) => `${arn}/${key}/*`),
    },
    { Effect: 'Allow', Action: ['s3:PutObject', 's3:DeleteObject'], Resource: [`${arn}/join/*`] },
    { Effect: 'Allow', Action: ['s3:PutObject'], Resource: [`${arn}/results/*`] },
    reporting(arn),
  ];
}

const reporting = (arn: string): Statement => ({
  Effect: 'Allow',
  Action: ['s3:PutObject'],
  Resource: [`${arn}/status/*`, `${arn}/logs/*`],
});

/** Without it, an object that is not there yet answers "forbidden" instead of "not found". */
const listing = (arn: string, prefixes: readonly string[]): Statement => ({
  Effect: 'Allow',
  Action: ['s3:ListBucket'],
  Resource: [arn],
  Condition: { StringLike: { 's3:prefix': prefixes } },
});
