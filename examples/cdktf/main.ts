import { App } from 'cdktf';
import { awsCluster, connectivityJobs, TestbedStack } from 'cni-testbed/cdktf';

const app = new App();
const cluster = awsCluster({ cni: 'cilium', workers: 5, aws: { region: 'eu-central-1' } });
new TestbedStack(app, 'lab', { cluster, connectivity: connectivityJobs });
app.synth();
