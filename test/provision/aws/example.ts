/** The example of docs/constructs.md: the constructs in another CDKTF app. Type-checked with everything else, and run by a test. */

import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import {
  awsCluster,
  firewallRules,
  TestbedFirewall,
  TestbedNetwork,
  TestbedStack,
} from '../../../lib/provision';

export function example(outdir: string): App {
  const app = new App({ outdir });
  // A whole testbed.
  new TestbedStack(app, 'lab', {
    cluster: awsCluster({ cni: 'cilium', workers: 5, aws: { region: 'eu-central-1' } }),
  });
  // Parts of one, beside resources of your own.
  new OwnStack(app, 'own');
  return app;
}

class OwnStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, 'aws', { region: 'eu-central-1' });
    const cluster = awsCluster({ cni: 'calico', mode: 'bgp' });
    const network = new TestbedNetwork(this, 'network', {
      region: 'eu-central-1',
      zones: cluster.plan.zones,
    });
    new TestbedFirewall(this, 'firewall', { vpcId: network.vpcId, rules: firewallRules(cluster) });
  }
}
