/** `testbed status` and `testbed results` on a stack that is deployed and Ready: the built program, as a user calls it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecResult } from '../../../../lib/base/exec';
import { keys } from '../../../../lib/provision/exchange/keys';
import { factsOf } from '../../machines';
import type { Moto } from './moto';
import { flannelObservations } from './observed';
import type { Project } from './project';
import { type Deployed, machinesOf, put } from './stacks';

interface Surroundings {
  moto(): Moto;
  readonly project: Project;
}

const stackName = 'aws-flannel';

export function resultsTests(stack: () => Deployed, { moto, project }: Surroundings): void {
  const testbed = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<ExecResult> =>
    project.testbed(args, { ...moto().env, ...env });
  const machines = () => machinesOf(moto(), stackName, stack());
  const upload = async (content: unknown) => {
    const { bucket, generation, selves } = await machines();
    await put(moto(), bucket, keys.observations(selves['control-plane-1']!, generation, 1), content);
  };
  const said = async (attempt: Promise<ExecResult>) => {
    const { code, stderr } = await attempt;
    return `exit code ${code}: ${stderr.replaceAll(/aws-flannel-\d+/g, 'BUCKET')}`;
  };

  test('finds the bucket by what was deployed, and prints a line a node', async () => {
    const { code, stdout } = await testbed(['status', stackName]);
    expect(stdout.split('\n').map((line) => line.split(/ {2,}/).slice(0, 4).join(' '))).toEqual([
      'control-plane-1 192.168.1.10 ready done',
      'worker-1 192.168.1.11 join done',
      'worker-2 192.168.1.12 join done',
      'aws-flannel (flannel vxlan): ready, 3 of 3 nodes done, connectivity Jobs not started',
      '',
    ]);
    expect(code).toBe(0);
  });

  test('has no results while the Jobs have not ended, or where they left none', async () => {
    const { sayOfJobs } = await machines();
    expect(await said(testbed(['results', stackName]))).toMatch(
      /code 4: error: the connectivity Jobs of aws-flannel have not started/,
    );
    await sayOfJobs('running');
    expect(await said(testbed(['results', stackName]))).toMatch(/code 4: error: .* are not finished/);
    await sayOfJobs('done');
    expect(await said(testbed(['results', stackName]))).toMatch(
      /code 4: error: aws-flannel has no observations of run 1 in its exchange/,
    );
  });

  test('ends with exit code 0 where every check passes, and writes the results', async () => {
    await upload(flannelObservations());
    const { selves } = await machines();
    const { code, stdout, stderr } = await testbed(['results', stackName, '--json', 'results.json']);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^PASS \d+ checks: /m);
    const file = JSON.parse(readFileSync(join(project.folder, 'results.json'), 'utf8'));
    expect(file).toMatchObject({
      target: 'aws',
      run: 1,
      cni: { name: 'flannel', mode: 'vxlan' },
      summary: { fail: 0 },
      machines: Object.keys(selves).map((node) => ({ node, id: factsOf(node).id, type: 't3.medium' })),
    });
    expect(code).toBe(0);
  });

  test('ends with exit code 3 where a check fails, and names what failed', async () => {
    const cut = flannelObservations((observation, from) =>
      from === 'pod:worker-1/1' && observation.to === 'pod:worker-2/0' && observation.asked === 'reach'
        ? {
            ...observation,
            reachable: false,
            source: undefined,
            answeredBy: undefined,
            error: 'no answer within 500 ms',
          }
        : observation,
    );
    await upload(cut);
    const { code, stdout } = await testbed(['results', stackName]);
    expect(stdout).toMatch(/✗ 1 +Every pod reaches every pod without NAT +16 of 18 checks pass, 2 fail/);
    expect(code).toBe(3);
  });

  test.each<[string, () => unknown, RegExp]>([
    [
      'half a file',
      () => JSON.stringify(flannelObservations()).slice(0, 20_000),
      /observations of aws-flannel is not whole/,
    ],
    ['another program’s file', () => ({ schema: 'other' }), /its schema is "other"/],
    ['a file without logs', () => ({ ...flannelObservations(), logs: null }), /settings or logs are missing/],
    [
      'a file with broken settings',
      () => ({ ...flannelObservations(), settings: '{' }),
      /settings is "\{", not the text of a settings\.json/,
    ],
  ])('judges no part of %s, with exit code 4', async (_, content, wanted) => {
    await upload(content());
    const words = await said(testbed(['results', stackName]));
    expect(words).toMatch(/^exit code 4: error: /);
    expect(words).toMatch(wanted);
  });

  test.each<[string, string, NodeJS.ProcessEnv, RegExp]>([
    [
      'a stack that is not there',
      'aws-fannel',
      {},
      /there is no stack "aws-fannel" here\n {2}Name one of .*aws-flannel/,
    ],
    [
      'no credentials',
      stackName,
      { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
      /CredentialsProviderError: .*\n {2}Give AWS credentials/,
    ],
    [
      'a bucket that is gone',
      stackName,
      { TESTBED_BUCKET: 'gone', TESTBED_REGION: 'us-east-1' },
      /NoSuchBucket: .*\n {2}The bucket goes with its stack/,
    ],
    [
      'half of the way to the bucket',
      stackName,
      { TESTBED_BUCKET: 'b' },
      /TESTBED_BUCKET is set and TESTBED_REGION is not/,
    ],
    [
      'no AWS',
      stackName,
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' },
      /ECONNREFUSED .*\n {2}AWS_ENDPOINT_URL leads to/,
    ],
    ['no Terraform', stackName, { TERRAFORM_BINARY_NAME: 'no-terraform' }, /no-terraform .*did not run/],
  ])('tells of %s with exit code 4 and what to do', async (_, name, env, wanted) => {
    const words = await said(testbed(['status', name], env));
    expect(words).toMatch(/^exit code 4: error: /);
    expect(words).toMatch(wanted);
  });

  test('tells of a stack whose bucket is another’s', async () => {
    const { bucket } = await machines();
    const words = await said(
      testbed(['results', 'aws-calico'], { TESTBED_BUCKET: bucket, TESTBED_REGION: 'us-east-1' }),
    );
    expect(words).toMatch(/^exit code 4: error: the exchange is aws-flannel's, not aws-calico's/);
  });
}
