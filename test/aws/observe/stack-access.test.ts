import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStack } from '../../../lib/aws';
import { failureOf, useFakeCloud } from './deployed';

useFakeCloud();

describe('a stack is found', () => {
  const folder = mkdtempSync(join(tmpdir(), 'testbed-outputs-'));
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
      bucket: 'b',
      region: 'r',
    }));

  test('by its outputs, with the program that CDKTF uses too', async () => {
    const env = terraform(
      `[[ $1 == -chdir=out/stacks/aws-x ]] && echo '{"bucket":{"value":"b"},"region":{"value":"r"}}'`,
    );
    expect(await openStack('aws-x', { env, outdir: 'out' })).toEqual({
      stack: 'aws-x',
      bucket: 'b',
      region: 'r',
    });
  });

  test('not where nothing is deployed', async () =>
    expect((await failureOf(openStack('aws-x', { env: terraform("echo '{}'") }))).message).toBe(
      'aws-x is not deployed',
    ));

  test('not where Terraform fails, and what it said is told', async () =>
    expect(
      (
        await failureOf(
          openStack('aws-x', {
            env: terraform('echo no such folder >&2; exit 1'),
          }),
        )
      ).message,
    ).toMatch(/no such folder/));
});
