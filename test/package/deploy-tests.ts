/** What Terraform runs of the package when an app is deployed, from the folders that it can be run in. */
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ExecResult, exec } from '../../lib/base/exec';
import { awsCluster, connectivityJobs } from '../../lib/provision';

import { bucket, type FakeBucket, fakeBucket } from '../provision/aws/fake-bucket';
import { bootOf } from '../provision/aws/fixtures';
import { factsOf, machinesFile, progressOf, statusKey } from '../provision/machines';
import { describeLab } from '../support/namespaces';
import { placeOf } from './kind-tests';
import { kinds } from './kinds';
import { commandsOf, runLocalExec, stackIn } from './local-exec';

export function deployTests(app: string, folder: string): void {
  let cloud: FakeBucket;
  const env = () => ({
    ...process.env,
    AWS_ENDPOINT_URL: cloud.url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });

  beforeEach(async () => {
    cloud = await fakeBucket();
  });
  afterEach(() => cloud.close());

  describe('the gate', () => {
    /** Lets the machines of the docs' example all be Ready. */
    function boot(): void {
      const cluster = awsCluster({ cni: 'cilium', workers: 5, aws: { region: 'eu-central-1' } });
      const { assets, generation } = bootOf('lab', cluster, connectivityJobs(cluster));
      for (const [key, content] of Object.entries(assets)) cloud.objects.set(key, content);
      const names = cluster.plan.nodes.map(({ name }) => name);
      cloud.objects.set('assets/machines.json', machinesFile(names));
      for (const { name: node } of cluster.plan.nodes)
        cloud.objects.set(
          statusKey(node),
          JSON.stringify({
            ...{ node, stage: 'ready', state: 'done', at: '2026-11-22T12:00:00Z', generation },
            ...{ machine: factsOf(node), ...progressOf('done') },
          }),
        );
    }

    /** Runs the gate of the stack in that folder. */
    async function gate(folder: string): Promise<ExecResult> {
      const [command] = commandsOf(stackIn(folder), 'ready_wait');
      return runLocalExec(command!, folder, env(), { bucket });
    }

    /** Synthesizes as the CDKTF CLI does: in the app's folder, with the folder that is configured. */
    async function synth(folder: string, outdir: string): Promise<string> {
      mkdirSync(join(folder, outdir), { recursive: true });
      await exec(process.execPath, ['main.js'], {
        cwd: folder,
        env: { ...process.env, CDKTF_OUTDIR: outdir },
      });
      return join(folder, outdir, 'stacks/lab');
    }

    const ready = expect.objectContaining({
      code: 0,
      stdout: expect.stringMatching(/\nlab \(cilium vxlan\): ready, 6 of 6 nodes done/),
    });

    test.each(['cdktf.out', 'build/out'])('passes in the folder of the stack below %s', async (outdir) => {
      boot();
      expect(await gate(await synth(app, outdir))).toEqual(ready);
      expect(cloud.requests).toContain('GET assets/cluster.json');
    });

    for (const kind of kinds.filter(({ lack }) => lack === undefined))
      test(`passes in an app of ${kind.name}`, async () => {
        boot();
        expect(await gate(join(placeOf(folder, kind), 'cdktf.out/stacks/lab'))).toEqual(ready);
      });

    test('passes in an app of a workspace, whose packages lie above it', async () => {
      boot();
      const inside = join(app, 'apps/inside');
      mkdirSync(inside, { recursive: true });
      cpSync(join(app, 'main.js'), join(inside, 'main.js'));
      expect(await gate(await synth(inside, 'cdktf.out'))).toEqual(ready);
    });

    test('leaves its note in the folder of the stack while it waits, and nowhere else', async () => {
      boot();
      const folder = await synth(app, 'noted');
      const seen = new Set<boolean>();
      cloud.refuse = () => {
        seen.add(existsSync(join(folder, 'testbed-deploy.json')));
        return undefined;
      };
      expect(await gate(folder)).toEqual(ready);
      expect([...seen]).toEqual([true]);
      expect(existsSync(join(folder, 'testbed-deploy.json'))).toBe(false);
    });

    test('says where it looked and what to do where the package is not found', async () => {
      const folder = join(app, '../without/stacks/lab');
      cpSync(await synth(app, 'cdktf.out'), folder, { recursive: true });
      expect(await gate(folder)).toEqual({
        code: 4,
        stdout: '',
        stderr: `error: the package cni-testbed is not installed where the stack is deployed. Install it in a folder above, or set projectPath of the stack. It was looked for from ${folder}\n`,
      });
    });

    test('looks from projectPath where the stack names one', async () => {
      boot();
      const folder = join(app, '../without/stacks/far');
      mkdirSync(folder, { recursive: true });
      symlinkSync(app, join(folder, '../elsewhere'));
      await exec(process.execPath, ['own.js'], { cwd: app });
      cpSync(join(app, 'cdktf.out/stacks/far'), folder, { recursive: true });
      const { code, stderr } = await gate(folder);
      expect(stderr).toBe(
        "error: the exchange is lab's, not far's\n  See what the variables TESTBED_… name, or ask for the other stack.\n",
      );
      expect(code).toBe(4);
    });
  });

  describeLab('a stack of the lab', () => {
    test('builds what the app asks for, tests it and removes it, wherever the app has its spec', async () => {
      const runtime = join(app, 'runtime');
      mkdirSync(runtime);
      writeFileSync(join(app, 'cdktf.json'), JSON.stringify({ context: { testbed: { cni: 'flannel' } } }));
      await exec(process.execPath, ['own.js'], { cwd: app });
      const folder = join(app, 'cdktf.out/stacks/here');
      const [up, down] = commandsOf(stackIn(folder), 'lab');
      const [check] = commandsOf(stackIn(folder), 'checks');
      const own = { ...process.env, XDG_RUNTIME_DIR: runtime };
      const labs = async () =>
        JSON.parse(await exec(join(app, 'node_modules/.bin/testbed'), ['ls', '--json'], { env: own }));
      expect(await runLocalExec(up!, folder, own)).toMatchObject({ code: 0, stderr: '' });
      try {
        expect(await labs()).toMatchObject([{ name: 'here', cni: 'calico', nodes: 4 }]);
        expect(await runLocalExec(check!, folder, own)).toMatchObject({
          code: 0,
          stdout: expect.stringMatching(/\nPASS \d+ checks: /),
        });
      } finally {
        expect(await runLocalExec(down!, folder, own)).toMatchObject({
          code: 0,
          stdout: 'Lab here is down.\n',
        });
      }
      expect(down!.when).toBe('destroy');
      expect(await labs()).toEqual([]);
    });
  });
}
