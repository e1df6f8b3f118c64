import { clusterOf, synth } from './fixtures';

describe("the deploy's gate", () => {
  const json = synth(clusterOf({}));
  const gate = Object.values(json.resource!.terraform_data!)[0]!;

  test('waits at the end for all machines through the command line, with no value of the spec in a shell command', () => {
    expect(Object.keys((gate.triggers_replace as { instances: object }).instances)).toEqual([
      'control-plane-1',
      'worker-1',
      'worker-2',
    ]);
    expect(gate.provisioner).toMatchObject([
      {
        'local-exec': {
          command: 'node dist/testbed.js status "$TESTBED_STACK" --wait --timeout "$TESTBED_TIMEOUT"',
          environment: {
            TESTBED_STACK: 'aws-flannel',
            TESTBED_REGION: 'us-east-1',
            TESTBED_TIMEOUT: '2400',
          },
        },
      },
    ]);
  });

  test('waits with what it reads in the bucket, which stays for longer than the machines', () => {
    const objects = Object.keys(json.resource!.aws_s3_object!).map((id) => `aws_s3_object.${id}`);
    expect(gate.depends_on).toEqual(expect.arrayContaining(objects));
    const days = (ttlHours: number) => {
      const { rule } = Object.values(
        synth(clusterOf({ aws: { ttlHours } })).resource!.aws_s3_bucket_lifecycle_configuration!,
      )[0]! as unknown as { rule: [{ expiration: [{ days: number }] }] };
      return rule[0].expiration[0].days;
    };
    expect([days(8), days(720)]).toEqual([7, 31]);
  });

  test('has no gate where the spec wants none', () =>
    expect(synth(clusterOf({ aws: { gate: 'none' } })).resource).not.toHaveProperty('terraform_data'));
});
