import { Testing } from 'cdktf';
import { ReadyGate } from '../../../lib/provision';
import { TerraformStack } from '../../../lib/provision/stacks/cdktf';
import { clusterOf, synth } from './fixtures';

interface LocalExec {
  readonly interpreter: readonly string[];
  readonly command: string;
  readonly environment: Readonly<Record<string, string>>;
}

describe("the deploy's gate", () => {
  const json = synth(clusterOf({}));
  const gate = Object.entries(json.resource!.terraform_data!).find(([id]) => id.startsWith('ready_'))![1];

  test('waits at the end for all machines through the command line, with no shell between', () => {
    expect(Object.keys((gate.triggers_replace as { instances: object }).instances)).toEqual([
      'control-plane-1',
      'worker-1',
      'worker-2',
    ]);
    const [{ 'local-exec': command }] = gate.provisioner as unknown as [{ 'local-exec': LocalExec }];
    expect(command.interpreter.slice(0, 2)).toEqual(['node', '-e']);
    expect(command.command).toBe('testbed status aws-flannel --wait --timeout 2400');
    expect(command.environment).toMatchObject({
      TESTBED_BUCKET: expect.stringMatching(/^\$\{aws_s3_bucket\./),
      TESTBED_REGION: 'us-east-1',
    });
  });

  test('begins when all else is there, so that it ends at once where something else has failed', () => {
    const others = Object.entries(json.resource!).flatMap(([type, named]) =>
      Object.keys(named).map((id) => `${type}.${id}`),
    );
    expect([...(gate.depends_on as string[])].sort()).toEqual(
      others.filter((address) => !address.startsWith('terraform_data.ready_')).sort(),
    );
  });

  test('reads a bucket whose objects stay for longer than the machines', () => {
    const days = (ttlHours: number) => {
      const { rule } = Object.values(
        synth(clusterOf({ aws: { ttlHours } })).resource!.aws_s3_bucket_lifecycle_configuration!,
      )[0]! as unknown as { rule: [{ expiration: [{ days: number }] }] };
      return rule[0].expiration[0].days;
    };
    expect([days(8), days(720)]).toEqual([7, 31]);
  });

  test('takes no name with a blank, which would be two arguments of its command', () => {
    const stack = new TerraformStack(Testing.app(), 'own');
    const build = () =>
      new ReadyGate(stack, 'gate', { stack: 'my lab', place: { bucket: 'b' }, instanceIds: {} });
    expect(build).toThrow('"my lab" is part of a command that Terraform runs: use no blanks');
  });

  test('has no gate where the spec wants none', () =>
    expect(Object.keys(synth(clusterOf({ aws: { gate: 'none' } })).resource!.terraform_data!)).toEqual([
      'first',
    ]));
});
