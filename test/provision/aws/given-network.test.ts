/** A stack in a network that is there, on an emulated AWS with real Terraform. */
import { exec } from '../../../lib/base/exec';
import type { AwsTestbedSpecInput } from '../../../lib/provision';
import { describeWith, missing } from '../programs';
import { type Moto, startMoto } from './emulator/moto';
import { Project } from './emulator/project';
import { type Deployed, prepared } from './emulator/stacks';
import { mirrorMissing } from './emulator/terraform';

/** Makes a VPC with a second range, an internet gateway and two subnets, and prints their ids. */
const making = `
import boto3, json
ec2 = boto3.client("ec2", "us-east-1")
vpc = ec2.create_vpc(CidrBlock="10.20.0.0/16")["Vpc"]["VpcId"]
ec2.associate_vpc_cidr_block(VpcId=vpc, CidrBlock="100.65.0.0/16")
gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
subnets = {zone: ec2.create_subnet(VpcId=vpc, CidrBlock=range, AvailabilityZone="us-east-1" + zone)["Subnet"]["SubnetId"]
           for zone, range in [("a", "10.20.4.0/24"), ("b", "10.20.5.0/24")]}
print(json.dumps({"vpcId": vpc, **subnets}))
`;

describeWith(
  missing('terraform', 'moto_server', 'python3') ?? mirrorMissing(),
  'a stack in a network that is there',
  () => {
    let moto: Moto;
    let ids: { readonly vpcId: string; readonly a: string; readonly b: string };
    let stack: Deployed;
    const project = new Project();
    const folder = project.stackFolder('aws-given');
    const zones = [
      { name: 'a', nodeCidr: '10.20.4.0/24' },
      { name: 'b', nodeCidr: '10.20.5.0/24' },
    ];
    /** What a deploy of the spec says before anything is made, on one line. */
    const refusal = async (spec: AwsTestbedSpecInput) => {
      stack = prepared('aws-given', { moto, folder, spec });
      const { code, stdout } = await stack.terraform.tryApply();
      const { instances, buckets } = await moto.describe();
      expect([code, instances, buckets]).toEqual([1, [], {}]);
      return stdout.replace(/[\s│╷╵]+/g, ' ');
    };

    beforeAll(async () => {
      moto = await startMoto();
      ids = JSON.parse(await exec('python3', ['-c', making], { env: moto.env }));
      await prepared('aws-given', { moto, folder, spec: {} }).terraform.init();
    });

    afterAll(async () => {
      project.remove();
      await moto?.stop();
    });

    test('is not begun where a subnet has another range or zone than the plan', async () => {
      const said = await refusal({ zones, aws: { subnetIds: { a: ids.b, b: ids.a } } });
      expect(said).toContain(
        `aws.subnetIds.a = "${ids.b}": the zone's nodeCidr is its range, and it has cidr_block 10.20.5.0/24 where the spec says 10.20.4.0/24.`,
      );
      expect(said).toContain(
        "the zone's name is its letter, and it has availability_zone us-east-1a where the spec says us-east-1b.",
      );
    });

    test('is not begun where pods have addresses of any range of the VPC, or a zone none of them', async () => {
      const pods = { podCidr: '100.64.0.0/14', zones, aws: { subnetIds: { a: ids.a, b: ids.b } } };
      expect(await refusal(pods)).toContain(
        'podCidr = "100.64.0.0/14": the VPC has 10.20.0.0/16, 100.65.0.0/16, and these overlap.',
      );
      const outside = [{ name: 'a', nodeCidr: '10.21.4.0/24' }];
      expect(await refusal({ zones: outside, aws: { vpcId: ids.vpcId } })).toContain(
        'zone a: nodeCidr 10.21.4.0/24 is not in the VPC, which has 10.20.0.0/16, 100.65.0.0/16.',
      );
    });

    test('stands in the subnets, and takes nothing of them away when it goes', async () => {
      const aws = { vpcId: ids.vpcId, subnetIds: { a: ids.a, b: ids.b }, publicAddresses: false };
      stack = prepared('aws-given', { moto, folder, spec: { zones, aws } });
      await stack.terraform.apply();
      const { instances, vpcs } = await moto.describe();
      expect(instances.map(({ address, subnet, zone }) => `${address} ${subnet} ${zone}`).sort()).toEqual([
        '10.20.4.10 10.20.4.0/24 us-east-1a',
        '10.20.4.11 10.20.4.0/24 us-east-1a',
        '10.20.5.10 10.20.5.0/24 us-east-1b',
      ]);
      expect(vpcs).toEqual(['10.20.0.0/16']);
      await stack.terraform.destroy();
      expect((await moto.describe()).vpcs).toEqual(['10.20.0.0/16']);
    });

    test('makes subnets of its own in a VPC, and no other network', async () => {
      const own = [
        { name: 'a', nodeCidr: '10.20.8.0/24' },
        { name: 'b', nodeCidr: '100.65.9.0/24' },
      ];
      stack = prepared('aws-given', { moto, folder, spec: { zones: own, aws: { vpcId: ids.vpcId } } });
      const made = (await stack.terraform.changes()).map(({ type, actions }) => `${actions} ${type}`);
      const counts = ['aws_subnet', 'aws_route_table', 'aws_route', 'aws_vpc', 'aws_internet_gateway'].map(
        (type) => made.filter((change) => change === `create ${type}`).length,
      );
      expect(counts).toEqual([2, 1, 1, 0, 0]);
    });
  },
);
