import type { Cloud } from '../cloud';
import { awsClusterOf, clusterProblems } from './cluster';
import { estimateCost } from './cost';
import { costText } from './cost-text';
import { bucketExchange } from './exchange/bucket';
import { vpcMtu } from './network-problems';
import { sessions } from './reach/sessions';
import { type AwsTestbedSpec, awsSpecSchema } from './spec';

/** AWS as a cloud: virtual or metal machines on EC2. */
export const aws: Cloud<AwsTestbedSpec> = {
  name: 'aws',
  title: 'AWS',
  specSchema: awsSpecSchema,
  defaults: { underlayMtu: vpcMtu },
  problems: clusterProblems,
  cluster: awsClusterOf,
  stack: async (scope, id, props) => new (await import('./stack')).TestbedStack(scope, id, props),
  exchange: bucketExchange,
  reach: sessions,
  costText: (spec) => costText(estimateCost(spec)),
};
