/** Warnings go to stderr, in the words of who wrote the spec, and change no exit code. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run';

const folder = mkdtempSync(join(tmpdir(), 'testbed-warnings-'));
afterAll(() => rmSync(folder, { recursive: true }));
const pods = ['--pod-cidr', '172.18.0.0/16'];
const warning = /^warning: --pod-cidr 172\.18\.0\.0\/16: Docker .*\n$/;

test.each([
  ['plan', ['plan']],
  ['plan --json', ['plan', '--json']],
  ['plan --target aws', ['plan', '--target', 'aws']],
  ['export kind', ['export', 'kind', '--out', join(folder, 'kind')]],
  ['export minikube', ['export', 'minikube', '--out', join(folder, 'minikube')]],
  ['lab', ['lab', '--predict-only']],
  ['lab --all', ['lab', '--all', '--predict-only', '--cni', 'flannel', '--mode', 'vxlan']],
])('%s warns on stderr alone', async (_, command) => {
  const { code, stdout, stderr } = await run([...command, ...pods]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(warning) });
  expect(stdout).not.toContain('warning:');
});

test('a lab that is to print nothing prints no warning', async () => {
  expect(await run(['lab', '--predict-only', '--quiet', ...pods])).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  });
});

test('a spec that is refused is not warned of', async () => {
  const { stderr } = await run(['lab', '--predict-only', ...pods, '--service-cidr', '172.18.0.0/16']);
  expect(stderr).toMatch(/^error: /);
});
