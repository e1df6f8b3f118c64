import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stackFolder } from '../../../lib/provision/watch/stack-folder';

const home = process.cwd();
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'testbed-stacks-')));
const inFolder = (path: string) => {
  mkdirSync(join(folder, path), { recursive: true });
  process.chdir(join(folder, path));
};
afterEach(() => process.chdir(home));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a stack's folder", () => {
  test('is in cdktf.out of the app, where nothing says otherwise', () => {
    inFolder('plain');
    expect(stackFolder('aws-x', undefined, {})).toBe('cdktf.out/stacks/aws-x');
    writeFileSync('cdktf.json', '{');
    expect(stackFolder('aws-x', undefined, {})).toBe('cdktf.out/stacks/aws-x');
  });

  test('is where cdktf.json has the output, or rather where the environment has it', () => {
    inFolder('configured');
    writeFileSync('cdktf.json', '{"output":"build/out"}');
    expect(stackFolder('aws-x', undefined, {})).toBe('build/out/stacks/aws-x');
    expect(stackFolder('aws-x', undefined, { CDKTF_OUTDIR: '/var/out' })).toBe('/var/out/stacks/aws-x');
    expect(stackFolder('aws-x', 'given', { CDKTF_OUTDIR: '/var/out' })).toBe('given/stacks/aws-x');
  });

  test.each(['cdk.tf.json', 'cdk.tf'])('is the current folder where that is the one with its %s', (file) => {
    inFolder('anywhere/stacks/aws-x');
    expect(stackFolder('aws-x', undefined, {})).toBe('cdktf.out/stacks/aws-x');
    writeFileSync(file, '{}');
    expect(stackFolder('aws-x', undefined, {})).toBe('.');
    expect(stackFolder('aws-y', undefined, {})).toBe('cdktf.out/stacks/aws-y');
    rmSync(file);
  });
});
