/**
 * OpenTofu in Terraform's place: a stack as it is, with its gate, on the emulator. OpenTofu asks registry.opentofu.org for
 * `hashicorp/aws`, where the same releases are; here the one mirror stands for both registries.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith, missing } from '../programs';
import { type Moto, startMoto } from './emulator/moto';
import { Project } from './emulator/project';
import { type Deployed, machinesIn, prepared, summaryOf } from './emulator/stacks';
import { mirrorMissing } from './emulator/terraform';

const name = 'aws-cilium';
const lacking = missing('tofu', 'moto_server', 'python3') ?? mirrorMissing();

describeWith(lacking, 'OpenTofu on an emulated AWS', () => {
  let moto: Moto;
  let stack: Deployed;
  const project = new Project();

  /** What `testbed status` says in another terminal while the first deploy waits. */
  const elsewhere: string[] = [];

  const testbed = (...args: string[]) =>
    project.testbed(args, { ...moto.env, TERRAFORM_BINARY_NAME: 'tofu' });

  /** All machines say that they are Ready, once somebody waits for them. */
  const boot = async () => {
    elsewhere.push((await testbed('status', name)).stdout);
    const { bucket } = JSON.parse(
      readFileSync(join(project.stackFolder(name), 'testbed-deploy.json'), 'utf8'),
    );
    const { say } = await machinesIn(bucket, moto, name, stack.cluster);
    for (const node of stack.cluster.plan.nodes) await say(node.name, 'ready', 'done');
  };

  beforeAll(async () => {
    moto = await startMoto();
    stack = prepared(name, { moto, folder: project.stackFolder(name), program: 'tofu' });
    stack.terraform.write(stack.gated(300));
    await Promise.all([project.build(), stack.terraform.init()]);
    let booting: Promise<void> | undefined;
    const { code, stdout } = await stack.terraform.tryApply((soFar) => {
      if (soFar.includes('no report yet')) booting ??= boot();
    });
    await booting;
    expect({ code, stdout }).toEqual({ code: 0, stdout });
  });

  afterAll(async () => {
    project.remove();
    await moto?.stop();
  });

  test('tells in another terminal what the machines do, while the first deploy waits for them', () =>
    expect(elsewhere.join()).toMatch(/aws-cilium \(cilium vxlan\): booting, 0 of 3 nodes done/));

  test('deploys every machine, and a second deploy changes nothing', async () => {
    expect((await moto.describe()).instances.map(({ tags }) => tags.Name).sort()).toEqual(
      stack.cluster.plan.nodes.map((node) => node.name),
    );
    expect(summaryOf(await stack.terraform.changes())).toEqual([]);
  });

  test('is asked where the stack is by the command line too', async () => {
    const { code, stdout } = await testbed('status', name);
    expect(stdout).toMatch(/aws-cilium \(cilium vxlan\): ready/);
    expect(code).toBe(0);
  });

  test('leaves nothing behind', async () => {
    await stack.terraform.destroy();
    const { instances, vpcs, buckets, roles } = await moto.describe();
    expect({ instances, vpcs, buckets, roles }).toEqual({
      instances: [],
      vpcs: [],
      buckets: {},
      roles: [],
    });
  });
});
