import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aws } from '../../../lib/provision/aws/cloud';
import { App } from '../../../lib/provision/stacks/cdktf';
import { LocalStack } from '../../../lib/provision/stacks/local-stack';
import { openStack, withDeployNote } from '../../../lib/provision/watch';
import { failureOf, useFakeBucket } from './deployed';

useFakeBucket();

describe('a stack is found', () => {
  const folder = mkdtempSync(join(tmpdir(), 'testbed-outputs-'));
  const outdir = join(folder, 'out');
  mkdirSync(join(outdir, 'stacks', 'aws-x'), { recursive: true });
  afterAll(() => rmSync(folder, { recursive: true }));
  const terraform = (script: string): NodeJS.ProcessEnv => {
    const program = join(folder, 'terraform');
    writeFileSync(program, `#!/bin/bash\n${script}\n`, { mode: 0o755 });
    return { PATH: process.env.PATH, TERRAFORM_BINARY_NAME: program };
  };

  test('by the environment, as the deploy itself sets it', async () =>
    expect(
      await openStack('aws-x', {
        env: { TESTBED_BUCKET: 'b', TESTBED_REGION: 'r' },
      }),
    ).toEqual({
      stack: 'aws-x',
      cloud: aws,
      place: { bucket: 'b', region: 'r' },
    }));

  test('by its outputs, with the program that CDKTF uses too', async () => {
    const env = terraform(
      `[[ $1 == -chdir=${outdir}/stacks/aws-x ]] && echo '{"bucket":{"value":"b"},"region":{"value":"r"}}'`,
    );
    expect(await openStack('aws-x', { env, outdir })).toEqual({
      stack: 'aws-x',
      cloud: aws,
      place: { bucket: 'b', region: 'r' },
    });
  });

  test('by its outputs, also behind a warning', async () => {
    const env = terraform(
      `printf '\\nWarning: no {file}\\n\\n{"bucket":{"value":"b"},"region":{"value":"r"}}\\n'`,
    );
    expect(await openStack('aws-x', { env, outdir })).toMatchObject({ place: { bucket: 'b', region: 'r' } });
  });

  test('not where nothing is deployed', async () =>
    expect((await failureOf(openStack('aws-x', { outdir, env: terraform("echo '{}'") }))).message).toBe(
      'aws-x is not deployed',
    ));

  test('not where it is a lab, whatever its name', async () => {
    const app = new App({ outdir: join(folder, 'labs') });
    new LocalStack(app, 'my-lab', { spec: {} });
    app.synth();
    const env = terraform("echo '{}'");
    expect((await failureOf(openStack('my-lab', { outdir: app.outdir, env }))).message).toBe(
      'my-lab is a lab on this machine and exchanges nothing with a cloud',
    );
  });

  test('not where Terraform fails, and what it said is shown', async () =>
    expect(
      (
        await failureOf(
          openStack('aws-x', {
            outdir,
            env: terraform('echo no such folder >&2; exit 1'),
          }),
        )
      ).message,
    ).toMatch(/no such folder/));

  test('by the note of its first deploy, while that waits for the machines and no longer', async () => {
    const access = { stack: 'aws-x', cloud: aws, place: { bucket: 'b', region: 'r' } };
    const env = terraform("echo '{}'");
    const open = () => openStack('aws-x', { outdir, env });
    await expect(
      withDeployNote(access, async () => expect(await open()).toEqual(access), outdir),
    ).resolves.toBe(undefined);
    await expect(withDeployNote(access, () => Promise.reject(new Error('late')), outdir)).rejects.toThrow(
      'late',
    );
    expect((await failureOf(open())).message).toBe('aws-x is not deployed');
    expect(await withDeployNote({ ...access, stack: '../elsewhere' }, async () => 'done', outdir)).toBe(
      'done',
    );
  });

  test.each<[string, string, NodeJS.ProcessEnv, string, string]>([
    ['that was never synthesized', 'aws-y', {}, 'there is no stack "aws-y" here', 'Name one of aws-x'],
    [
      'whose name leads elsewhere',
      '../stacks/aws-x',
      {},
      'there is no stack "../stacks/aws-x" here',
      'Run this in the folder from which it was deployed, or set TESTBED_BUCKET and TESTBED_REGION, or set TESTBED_MACHINES',
    ],
    [
      'of which the environment tells half',
      'aws-x',
      { TESTBED_REGION: 'r' },
      'TESTBED_REGION is set and TESTBED_BUCKET is not',
      'Set both, or neither',
    ],
  ])('not one %s', async (_, name, env, message, remedy) =>
    expect(await failureOf(openStack(name, { outdir, env }))).toMatchObject({ message, remedy }),
  );
});
