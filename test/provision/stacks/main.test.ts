import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exec, tryExec } from '../../../lib/base/exec';

const root = join(__dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'testbed-main-'));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
const emptyFolder = () => {
  count += 1;
  return join(folder, `${count}`);
};

describe('the app that cdktf.json names', () => {
  const built = join(root, 'dist', 'app-under-test'); // the project's own bundle may be in use
  const bundle = join(built, 'main.js');
  beforeAll(() => exec('npm', ['run', '-s', 'build:app', '--', '--out', built], { cwd: root }));
  afterAll(() => rmSync(built, { recursive: true, force: true }));

  const runIn = (context: unknown) => runBeside(JSON.stringify({ context }));
  const runBeside = (cdktfJson: string) => {
    const cwd = emptyFolder();
    mkdirSync(cwd);
    writeFileSync(join(cwd, 'cdktf.json'), cdktfJson);
    const env = process.env;
    return {
      cwd,
      ended: tryExec(process.execPath, [bundle], {
        cwd,
        env: { HOME: env.HOME, PATH: join(cwd, 'nothing'), HTTPS_PROXY: 'http://127.0.0.1:9' },
      }),
    };
  };

  test('is built as the test builds it', () => {
    const { app } = JSON.parse(readFileSync(join(root, 'cdktf.json'), 'utf8'));
    expect(app).toBe('npm run -s build:app && node dist/main.js');
  });

  test('writes all stacks without credentials, without a network and without Terraform', async () => {
    const { cwd, ended } = runIn({ testbed: {} });
    expect(await ended).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readdirSync(join(cwd, 'cdktf.out/stacks'))).toContain('aws-flannel');
  });

  test('says on stderr what is likely not meant, and writes all stacks', async () => {
    const { cwd, ended } = runIn({
      testbed: { podCidr: '172.168.0.0/16' },
      targets: ['aws'],
      cnis: ['flannel'],
    });
    const stderr = expect.stringMatching(/^warning: podCidr = "172\.168\.0\.0\/16": .*\n$/);
    expect(await ended).toEqual({ code: 0, stdout: '', stderr });
    expect(readdirSync(join(cwd, 'cdktf.out/stacks'))).toEqual(['aws-flannel']);
  });

  test.each([
    ['a bad spec', { testbed: { workers: -1 } }, /^workers = -1: it must be at least 0\./],
    [
      'an unknown target',
      { targets: ['azure'] },
      /^context\.targets = "azure": there are no stacks for this\. List some of aws, machines, local\./,
    ],
    [
      'an unknown CNI',
      { cnis: ['weave'] },
      /^context\.cnis = "weave": there are no stacks for this\. List some of flannel, calico, cilium, none\./,
    ],
    [
      'a CNI that is not in a list',
      { cnis: 'flannel' },
      /^context\.cnis = "flannel": this is no list\. List some of flannel/,
    ],
    ['no stacks', { targets: [] }, /^context\.targets = \[\]: no stack would be left\./],
    [
      'a misspelt field',
      { testbde: {} },
      /^context\.testbde = given: there is no such field\. The fields are testbed, targets, cnis, modes\./,
    ],
    ['a context that is no object', [], /^context = \[\]: it has the fields testbed, targets, cnis, modes\./],
    ['a spec that is no object', { testbed: null }, /^spec = null: /],
    [
      'a spec with a CNI that no stack would take',
      { testbed: { cni: 'weave' } },
      /^cni = "weave": there is no CNI of this name\. Choose one of flannel, calico, cilium, none\./,
    ],
  ])('ends with exit code 2 on %s, tells it and writes nothing', async (_, context, wanted) => {
    const { cwd, ended } = runIn(context);
    const { code, stdout, stderr } = await ended;
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(wanted);
    expect(readdirSync(cwd)).toEqual(['cdktf.json']);
  });

  test('ends with exit code 2 beside a cdktf.json that is no JSON', async () => {
    const { code, stderr } = await runBeside('{').ended;
    expect(stderr).toMatch(/^cdktf\.json = unreadable: .*JSON/);
    expect(code).toBe(2);
  });
});
