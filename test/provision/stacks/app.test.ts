import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tryExec } from '../../../lib/base/exec';
import { packageRoot } from '../../../lib/base/package-root';
import { cnis } from '../../../lib/cni';
import { synthesize } from '../../../lib/provision/stacks/app';
import { type AppContext, appContext } from '../../../lib/provision/stacks/app-context';
import { App } from '../../../lib/provision/stacks/cdktf';
import { LocalStack } from '../../../lib/provision/stacks/local-stack';
import { describeWith, missing } from '../programs';

const folder = mkdtempSync(join(tmpdir(), 'testbed-app-'));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
const emptyFolder = () => {
  count += 1;
  return join(folder, `${count}`);
};

async function stacksOf(context: AppContext): Promise<string[]> {
  const outdir = emptyFolder();
  await synthesize(context, { outdir });
  return readdirSync(join(outdir, 'stacks')).sort();
}

const stackIn = (outdir: string, name: string) =>
  JSON.parse(readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8'));

test('one spec gives a stack for each CNI on AWS, and one for each CNI in the lab', async () =>
  expect(await stacksOf({ testbed: {} })).toEqual(
    [
      ...cnis.filter(({ deployment }) => deployment).map(({ name }) => `aws-${name}`),
      ...cnis.map(({ name }) => `local-${name}`),
    ].sort(),
  ));

test('a spec that lists machines gives stacks of them too, and one that lists none gives them where asked for', async () => {
  const ssh = (name: string, i: number) => ({ name, ssh: { host: `10.77.0.1${i}` } });
  const hosts = ['control-plane-1', 'worker-1', 'worker-2'].map(ssh);
  expect(await stacksOf({ testbed: { machines: { hosts } }, cnis: ['calico'] })).toEqual([
    'aws-calico',
    'local-calico',
    'machines-calico',
  ]);
  await expect(stacksOf({ testbed: {}, targets: ['machines'] })).rejects.toThrow(/there is no machine for/);
});

test('a CNI that is not wanted gets no stacks', async () =>
  expect(await stacksOf({ testbed: {}, cnis: ['none', 'calico'] })).toEqual([
    'aws-calico',
    'local-calico',
    'local-none',
  ]));

test('a target that is not wanted gets no stacks, and its rules do not bind', async () => {
  const firstAsInTheDocument = { firstNodeHost: 2 };
  await expect(stacksOf({ testbed: firstAsInTheDocument })).rejects.toThrow(/^firstNodeHost = 2: AWS keeps/);
  expect(await stacksOf({ testbed: firstAsInTheDocument, targets: ['local'] })).toHaveLength(cnis.length);
});

test('a mode that is asked for gets stacks of its own, beside that of its CNI, which keeps its name', async () => {
  const modes = { calico: ['vxlan', 'bgp'] };
  expect(await stacksOf({ testbed: { cni: 'calico', mode: 'ipip' }, cnis: ['calico'], modes })).toEqual([
    ...['aws-calico', 'aws-calico-bgp', 'aws-calico-vxlan'],
    ...['local-calico', 'local-calico-bgp', 'local-calico-vxlan'],
  ]);
});

test('the stack of a mode is of that mode, whatever the spec says', async () => {
  const outdir = emptyFolder();
  await synthesize(
    { testbed: { cni: 'calico', mode: 'ipip' }, cnis: ['calico'], modes: { calico: ['bgp'] } },
    { outdir },
  );
  const rules = (name: string) =>
    Object.keys(stackIn(outdir, name).resource.aws_vpc_security_group_ingress_rule).join();
  expect(rules('aws-calico')).toMatch(/ipip/);
  expect(rules('aws-calico-bgp')).toMatch(/tcp-179/);
  expect(rules('aws-calico-bgp')).not.toMatch(/ipip/);
});

test('every mode of every CNI can have its stacks, of which no two have one name', async () => {
  const modes = Object.fromEntries(cnis.map((cni) => [cni.name, cni.modes.map(({ name }) => name)]));
  const count = (all: readonly (typeof cnis)[number][]) =>
    all.reduce((sum, cni) => sum + 1 + cni.modes.length, 0);
  const stacks = await stacksOf({ testbed: {}, modes });
  expect(stacks).toHaveLength(count(cnis) + count(cnis.filter(({ deployment }) => deployment)));
  for (const { name } of cnis) expect(name).toMatch(/^[a-z0-9]+$/);
});

test('a mode is for the CNI that it was written for; the others take their own', async () => {
  const outdir = emptyFolder();
  await synthesize({ testbed: { cni: 'calico', mode: 'ipip' } }, { outdir });
  const rules = (name: string) =>
    Object.keys(stackIn(outdir, name).resource.aws_vpc_security_group_ingress_rule).join();
  expect(rules('aws-calico')).toMatch(/ipip/);
  expect(rules('aws-flannel')).toMatch(/udp-8472/);
});

test.each([
  [{ modes: ['bgp'] }, ['context.modes']],
  [{ modes: { calico: 'bgp' } }, ['context.modes.calico']],
  [
    { modes: { calico: ['bgq', 'bgp', 'bgp'], weave: [] } },
    ['context.modes.calico', 'context.modes.calico', 'context.modes.weave'],
  ],
  [{ modes: { calico: ['bgp'] }, cnis: ['cilium'] }, ['context.modes.calico']],
  [{ mode: { calico: ['bgp'] } }, ['context.mode']],
])('modes that cannot be are refused: %j', (context, fields) => {
  const given = process.env.CDKTF_CONTEXT_JSON;
  process.env.CDKTF_CONTEXT_JSON = JSON.stringify(context);
  try {
    expect(() => appContext()).toThrow(
      expect.objectContaining({ problems: fields.map((field) => expect.objectContaining({ field })) }),
    );
  } finally {
    if (given === undefined) delete process.env.CDKTF_CONTEXT_JSON;
    else process.env.CDKTF_CONTEXT_JSON = given;
  }
});

test('all problems come at once, each once, before anything is written', async () => {
  const outdir = emptyFolder();
  const attempt = () => synthesize({ testbed: { firstNodeHost: 2, aws: { region: 'mars' } } }, { outdir });
  await expect(attempt()).rejects.toThrow(
    expect.objectContaining({
      problems: [
        expect.objectContaining({ field: 'aws.region' }),
        expect.objectContaining({ field: 'firstNodeHost' }),
      ],
    }),
  );
  expect(existsSync(outdir)).toBe(false);
});

describe('a stack of the lab', () => {
  const outdir = emptyFolder();
  beforeAll(() => synthesize({ testbed: { workers: 3 } }, { outdir }));

  type LocalExec = {
    command: string;
    when?: string;
    environment?: Record<string, string>;
  };
  const steps = (id: string) =>
    (
      stackIn(outdir, 'local-calico').resource.terraform_data[id].provisioner as { 'local-exec': LocalExec }[]
    ).map((step) => step['local-exec']);

  test('carries the whole of what it builds, whatever cdktf.json is where it is deployed', () =>
    expect(JSON.parse(steps('lab')[0]!.environment!.TESTBED_SPEC!)).toEqual({
      cni: 'calico',
      workers: 3,
      name: 'local-calico',
    }));

  test('keeps its spec as it is, also where Terraform would read a template', async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what Terraform would fill in
    const reserved = [{ name: '${path.root} and %{ if }, $${x}', cidr: '172.20.0.0/16' }];
    const place = emptyFolder();
    await synthesize({ testbed: { reserved } }, { outdir: place });
    const { provisioner } = stackIn(place, 'local-none').resource.terraform_data.lab;
    const { TESTBED_SPEC } = provisioner[0]['local-exec'].environment;
    expect(TESTBED_SPEC).not.toMatch(/[$%]\{/);
    expect(JSON.parse(TESTBED_SPEC).reserved).toEqual(reserved);
  });

  test('is refused with every problem of its spec, its name included', () => {
    const build = () =>
      new LocalStack(new App({ outdir: emptyFolder() }), 'My_Lab', { spec: { workers: -1 } });
    expect(build).toThrow(
      expect.objectContaining({
        problems: [expect.objectContaining({ field: 'name' }), expect.objectContaining({ field: 'workers' })],
      }),
    );
  });

  test('builds at deploy and removes at destroy through the command line, and checks in a step of its own', () => {
    expect(steps('lab').map(({ when, command }) => [when ?? 'create', command])).toEqual([
      ['create', 'testbed up --name local-calico'],
      ['destroy', 'testbed down --name local-calico --if-up'],
    ]);
    expect(steps('checks').map(({ command }) => command)).toEqual(['testbed test --name local-calico']);
  });

  describeWith(missing('terraform'), 'terraform', () => {
    /** Runs Terraform on the stack; the command line only notes its calls, and `test` fails where `broken` exists. */
    function project() {
      const place = emptyFolder();
      const stack = join(place, 'cdktf.out/stacks/local-calico');
      mkdirSync(stack, { recursive: true });
      const installed = join(place, 'node_modules/cni-testbed');
      mkdirSync(join(installed, 'dist'), { recursive: true });
      copyFileSync(join(packageRoot, 'package.json'), join(installed, 'package.json'));
      const { backend: _backend, ...terraform } = stackIn(outdir, 'local-calico').terraform;
      writeFileSync(
        join(stack, 'cdk.tf.json'),
        JSON.stringify({ ...stackIn(outdir, 'local-calico'), terraform }),
      );
      writeFileSync(join(place, 'none'), '');
      writeFileSync(join(place, 'calls'), '');
      writeFileSync(join(installed, 'dist/testbed.js'), commandLine);
      const env = {
        ...process.env,
        TF_CLI_CONFIG_FILE: join(place, 'none'),
        CHECKPOINT_DISABLE: '1',
        HTTPS_PROXY: 'http://127.0.0.1:9',
      };
      const run = (...args: string[]) => runIn(place, ...args);
      const runIn = async (root: string, ...args: string[]) =>
        (await tryExec('terraform', args, { cwd: join(root, 'cdktf.out/stacks/local-calico'), env })).code;
      return { place, runIn, run, calls: () => callsIn(place) };
    }
    const callsIn = (place: string) => readFileSync(join(place, 'calls'), 'utf8').trim().split('\n');
    const verb = (call: string) => call.split(' ')[0];
    const commandLine = `
      const fs = require('node:fs');
      const project = __dirname + '/../../..';
      fs.appendFileSync(project + '/calls', process.argv.slice(2).join(' ') + '\\n');
      if (process.argv[2] === 'test' && fs.existsSync(project + '/broken')) process.exit(3);`;

    test('runs these in order, once, with no provider and no network', async () => {
      const { run, calls } = project();
      expect(await run('init', '-input=false')).toBe(0);
      expect(await run('apply', '-auto-approve', '-input=false')).toBe(0);
      expect(await run('apply', '-auto-approve', '-input=false')).toBe(0);
      expect(await run('destroy', '-auto-approve', '-input=false')).toBe(0);
      expect(calls()).toEqual([
        'up --name local-calico',
        'test --name local-calico',
        'down --name local-calico --if-up',
      ]);
    });

    test('is not deployed anew where the project has moved, and is removed from there', async () => {
      const { place, run, runIn } = project();
      await run('init', '-input=false');
      expect(await run('apply', '-auto-approve', '-input=false')).toBe(0);
      const moved = emptyFolder();
      renameSync(place, moved);
      expect(await runIn(moved, 'plan', '-detailed-exitcode', '-input=false')).toBe(0);
      expect(await runIn(moved, 'destroy', '-auto-approve', '-input=false')).toBe(0);
      expect(callsIn(moved).map(verb)).toEqual(['up', 'test', 'down']);
    });

    test('fails with a check, leaves the lab up, checks again at the next deploy and still removes it', async () => {
      const { place, run, calls } = project();
      writeFileSync(join(place, 'broken'), '');
      await run('init', '-input=false');
      expect(await run('apply', '-auto-approve', '-input=false')).toBe(1);
      rmSync(join(place, 'broken'));
      expect(await run('apply', '-auto-approve', '-input=false')).toBe(0);
      expect(await run('destroy', '-auto-approve', '-input=false')).toBe(0);
      expect(calls().map(verb)).toEqual(['up', 'test', 'test', 'down']);
    });
  });
});
