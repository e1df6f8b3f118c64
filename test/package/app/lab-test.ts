import 'cdktf/lib/testing/adapters/jest';
import { Testing } from 'cdktf';
import { awsCluster, LocalStack, TestbedStack } from 'cni-testbed/cdktf';

test('a stack of the testbed can be held by a snapshot', () => {
  const stack = new TestbedStack(Testing.app(), 'lab', { cluster: awsCluster({ workers: 1 }) });
  const json = Testing.synth(stack);
  expect(JSON.parse(json).resource).toHaveProperty('aws_instance');
  expect(json).toMatchSnapshot();
});

test('and so can one of the lab', () => {
  expect(Testing.synth(new LocalStack(Testing.app(), 'here', { spec: {} }))).toMatchSnapshot();
});
