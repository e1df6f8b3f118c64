/** What apps also do: a lab on this machine, a stack in another place, and values that are exported without a type. */
import { App } from 'cdktf';
import { defineSpec, SpecError } from 'cni-testbed';
import {
  awsCluster,
  firewallRules,
  LocalStack,
  proveStack,
  type StackJson,
  TestbedStack,
} from 'cni-testbed/cdktf';

const spec = defineSpec({
  cni: 'calico',
  workers: 3,
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform would fill it in
  reserved: [{ name: 'office ${path.cwd} %{ if', cidr: '172.20.0.0/16' }],
});

export const cluster = awsCluster({ workers: 1 });
export const rules = firewallRules(cluster);
export const plan = cluster.plan;
export const prove = (json: StackJson) => proveStack(cluster, json);
export const problemsOf = (error: unknown) => (error instanceof SpecError ? error.problems : []);

const app = new App();
new TestbedStack(app, 'far', { cluster, projectPath: '../elsewhere' });
new LocalStack(app, 'here', { spec });
app.synth();
