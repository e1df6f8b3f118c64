import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { example } from './example';

test('the constructs work in another CDKTF app, whole or in parts', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'testbed-example-'));
  example(outdir).synth();
  const types = (stack: string) =>
    Object.keys(JSON.parse(readFileSync(join(outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8')).resource);
  expect(types('lab')).toContain('aws_instance');
  expect(types('own')).toContain('aws_vpc_security_group_ingress_rule');
  expect(types('own')).not.toContain('aws_instance');
  rmSync(outdir, { recursive: true });
});
