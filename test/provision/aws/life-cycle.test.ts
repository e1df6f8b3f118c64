/** What can happen to a stack between two deploys, on an emulated AWS with real Terraform. */
import { describeWith, missing } from '../programs';
import { type Moto, startMoto } from './emulator/moto';
import { Project } from './emulator/project';
import { type Deployed, machinesOf, prepared } from './emulator/stacks';
import { mirrorMissing } from './emulator/terraform';

const name = 'aws-flannel';

describeWith(
  missing('terraform', 'moto_server', 'python3', 'aws') ?? mirrorMissing(),
  'a stack on an emulated AWS',
  () => {
    let moto: Moto;
    let stack: Deployed;
    const project = new Project();
    const ids = async (node = '') =>
      (await moto.describe()).instances.filter(({ tags }) => tags.Name!.startsWith(node)).map(({ id }) => id);
    const allSayDone = async () => {
      const { say } = await machinesOf(moto, name, stack);
      for (const node of stack.cluster.plan.nodes) await say(node.name, 'ready', 'done');
    };

    beforeAll(async () => {
      moto = await startMoto();
      stack = prepared(name, { moto, folder: project.stackFolder(name) });
      await Promise.all([project.build(), stack.terraform.init()]);
      await stack.terraform.apply();
      await allSayDone();
      stack.terraform.write(stack.gated(5));
      await stack.terraform.apply();
    });

    afterAll(async () => {
      project.remove();
      await moto?.stop();
    });

    test('waits for a worker that replaced one which somebody ended, whatever that one said', async () => {
      const [gone] = await ids('worker-2');
      await moto.end([gone!]);
      const { code, stdout } = await stack.terraform.tryApply();
      expect(stdout).toMatch(/not Ready after 5 s: worker-2 \(192\.168\.1\.12\) has not reported\n/);
      expect(code).toBe(1);
      await allSayDone();
      await stack.terraform.apply();
    });

    test('makes every machine anew with the first control plane, and waits for all', async () => {
      const before = await ids();
      await moto.end(await ids('control-plane-1'));
      const { code, stdout } = await stack.terraform.tryApply();
      expect(stdout).toMatch(
        /not Ready after 5 s: control-plane-1 .* has not reported; worker-1 .*; worker-2 /,
      );
      expect(code).toBe(1);
      expect((await ids()).filter((id) => before.includes(id))).toEqual([]);
      await allSayDone();
      await stack.terraform.apply();
    });
  },
);
