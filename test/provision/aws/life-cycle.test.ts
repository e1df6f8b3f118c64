/** What can happen to a stack between two deploys, on an emulated AWS with real Terraform. */
import { describeWith, missing } from '../programs';
import { type Moto, startMoto } from './emulator/moto';
import { Project } from './emulator/project';
import { type Deployed, machinesOf, prepared } from './emulator/stacks';
import { mirrorMissing } from './emulator/terraform';

const name = 'aws-flannel';
/** What a deploy says when it is killed: other machines run by then. */
const killedAt = /worker-\d\S+: Creation complete/;

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

    test('is swept after a deploy that was killed, deployed then, and leaves nothing when destroyed', async () => {
      const sweep = (...flags: string[]) => project.testbed(['sweep', name, ...flags], moto.env);
      await stack.terraform.destroy();
      stack.terraform.write(stack.again);
      expect((await stack.terraform.killedApply(killedAt)).code).not.toBe(0);
      const { code, stdout: listed } = await sweep();
      expect(code).toBe(3);
      expect(await sweep('--yes')).toMatchObject({ code: 0, stderr: '' });
      expect((await sweep()).stdout).toMatch(/^nothing is left/);
      expect(listed).toMatch(
        /^instance .* worker-\d 192\.168\.1\.1\d t3\.medium {2}0\.0466 US dollars an hour$/m,
      );
      await stack.terraform.apply();
      expect((await ids()).length).toBe(stack.cluster.plan.nodes.length);
      expect((await sweep()).stdout).toMatch(/^nothing is left/);
      await stack.terraform.destroy();
      const { tagged, instances, roles, buckets, vpcs } = await moto.describe();
      expect({ instances, roles, buckets, vpcs }).toEqual({
        instances: [],
        roles: [],
        buckets: {},
        vpcs: [],
      });
      expect(tagged.filter((arn) => !arn.includes(':instance/'))).toEqual([]); // terminated ones stay listed a while
    });
  },
);
