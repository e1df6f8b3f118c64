/** The least CDKTF app: one stack with one VPC. What the benchmark holds the testbed's own app against. */
import { App, TerraformStack } from '../stacks/cdktf';
import { AwsProvider, Vpc } from './provider';

const app = new App();
const stack = new TerraformStack(app, 'empty');
new AwsProvider(stack, 'aws', { region: 'us-east-1' });
new Vpc(stack, 'vpc', { cidrBlock: '10.0.0.0/16' });
app.synth();
