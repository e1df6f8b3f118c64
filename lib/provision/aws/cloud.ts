import type { StackCloud } from '../stacks/cloud-stack';
import { awsClusterOf, clusterProblems } from './cluster';
import { estimateCost } from './cost';
import { costText } from './cost-text';
import { bucketExchange } from './exchange/bucket';
import { vpcMtu } from './network-problems';
import { sessions } from './reach/sessions';
import { type AwsTestbedSpec, awsSpecSchema } from './spec';
import { refuseOtherRegion } from './standing-region';
import { sweep } from './sweep/find';

/** AWS as a cloud: virtual or metal machines on EC2. */
export const aws: StackCloud<AwsTestbedSpec> = {
  name: 'aws',
  title: 'AWS',
  specSchema: awsSpecSchema,
  defaults: { underlayMtu: vpcMtu },
  problems: clusterProblems,
  cluster: awsClusterOf,
  stack: async (scope, id, props) => {
    refuseOtherRegion(id, props.cluster.spec.aws.region);
    return new (await import('./stack')).TestbedStack(scope, id, props);
  },
  exchange: bucketExchange,
  reach: sessions,
  sweep,
  costText: (spec) => costText(estimateCost(spec)),
};
