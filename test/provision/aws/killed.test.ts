/**
 * Deploys that are killed, on an emulated AWS with real Terraform: what they leave is found, and blocks nothing. At the
 * first and the last of ten points, and with KILL_POINTS=all at each, in a quarter of an hour.
 */
import { describeWith, missing } from '../programs';
import { type Moto, startMoto } from './emulator/moto';
import { Project } from './emulator/project';
import { type Deployed, prepared } from './emulator/stacks';
import { mirrorMissing } from './emulator/terraform';

const name = 'aws-widest';
/** What a deploy says when it is killed, in the order in which the parts are made. */
const points: readonly (readonly [string, RegExp])[] = [
  ['network', /aws_(vpc|iam_role|s3_bucket)\.\S+: Creation complete/],
  ['bucket', /aws_s3_bucket\.\S+: (Creation complete|Modifications complete)|aws_s3_object\S+: Creating/],
  ['subnets', /aws_subnet\.\S+: Creation complete/],
  ['security groups', /aws_security_group\.\S+: Creation complete/],
  ['firewall rules', /aws_vpc_security_group_\w+\.\S+: Creation complete/],
  ['instance profiles', /aws_iam_instance_profile\.\S+: Creation complete/],
  ['first machine', /aws_instance\.\S*control-plane\S+: Creation complete/],
  ['load balancer', /aws_lb\w*\.\S+: Creation complete/],
  ['worker', /aws_instance\.worker\S+: Creation complete/],
  ['routes to pods', /aws_route\.pods\S+: Creation complete/],
];

/** Those that this run takes. */
const taken = process.env.KILL_POINTS === 'all' ? points : [points[0]!, points.at(-1)!];

describeWith(
  missing('terraform', 'moto_server', 'python3', 'aws') ?? mirrorMissing(),
  'a deploy that is killed on an emulated AWS',
  () => {
    let moto: Moto;
    let stack: Deployed;
    const project = new Project();
    const sweep = (...flags: string[]) => project.testbed(['sweep', name, ...flags], moto.env);

    beforeAll(async () => {
      moto = await startMoto();
      stack = prepared(name, { moto, folder: project.stackFolder(name) });
      stack.terraform.write(stack.again);
      await Promise.all([project.build(), stack.terraform.init()]);
    });

    afterAll(async () => {
      project.remove();
      await moto?.stop();
    });

    test.each(taken)('at its %s leaves what a sweep finds and removes', async (_, point) => {
      const { code, stdout } = await stack.terraform.killedApply(point);
      expect([code, stdout.match(/Error: .*/)]).toEqual([-1, null]);
      const found = await sweep();
      expect(found.code).toBe(found.stdout.startsWith('nothing is left') ? 0 : 3);
      expect(await sweep('--yes')).toMatchObject({ code: 0, stderr: '' });
      expect((await sweep()).stdout).toMatch(/^nothing is left/);
    });

    test('is deployed then, and leaves nothing when it is destroyed', async () => {
      await stack.terraform.apply();
      const { instances } = await moto.describe();
      expect(instances.map(({ tags }) => tags.Name).sort()).toEqual(
        stack.cluster.plan.nodes.map((node) => node.name),
      );
      expect((await sweep()).stdout).toMatch(/^nothing is left/);
      await stack.terraform.destroy();
      const left = await moto.describe();
      expect([left.instances, left.roles, left.profiles, left.buckets, left.vpcs]).toEqual([
        [],
        [],
        [],
        {},
        [],
      ]);
      expect(left.tagged.filter((arn) => !arn.includes(':instance/'))).toEqual([]); // terminated ones stay listed a while
    });
  },
);
