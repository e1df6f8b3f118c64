/**
 * Real Terraform and the real AWS provider deploy every CNI's stack to an AWS API on loopback, and what that API then
 * holds is compared with the plan. What the emulator cannot do is left out by name (see `emulable`), and what it does not
 * give back is listed by name (see `forgotten`): both lists are exact.
 */
import { connectivityJobs, firewallRules } from '../../../lib/provision';
import { describeWith, missing } from '../programs';
import { gateTests } from './emulator/gate';
import { type Described, type Moto, startMoto } from './emulator/moto';
import { Project } from './emulator/project';
import { resultsTests } from './emulator/results';
import {
  type Deployed,
  forgotten,
  image,
  otherImage,
  plannedRuleText,
  prepared,
  ruleText,
  specs,
  summaryOf,
} from './emulator/stacks';
import { mirrorMissing } from './emulator/terraform';
import { bootOf } from './fixtures';

describeWith(missing('terraform', 'moto_server', 'python3') ?? mirrorMissing(), 'on an emulated AWS', () => {
  let moto: Moto;
  let held: Described;
  const project = new Project();
  const stacks = new Map<string, Deployed>();

  beforeAll(async () => {
    moto = await startMoto();
    const deploys = Object.keys(specs).map(async (name) => {
      const deployed = prepared(name, { moto, folder: project.stackFolder(name) });
      stacks.set(name, deployed);
      await deployed.terraform.init();
      await deployed.terraform.apply();
    });
    await Promise.all([project.build(), ...deploys]);
    held = await moto.describe();
  });

  afterAll(async () => {
    project.remove();
    await moto?.stop();
  });

  describe.each(Object.keys(specs))('%s', (name) => {
    const stack = () => stacks.get(name)!;
    const machines = () => held.instances.filter((instance) => instance.stack === name);
    const machine = (node: string) => machines().find(({ tags }) => tags.Name === node)!;

    test('has exactly the planned machines, running, at their planned addresses', () => {
      const found = machines().map(({ tags, address, zone, state }) => [tags.Name, address, zone, state]);
      const { nodes } = stack().cluster.plan;
      const planned = nodes.map((node) => [
        node.name,
        `${node.address.ipv4}`,
        `us-east-1${node.zone}`,
        'running',
      ]);
      expect(found.sort()).toEqual(planned.sort());
    });

    test("has the source/destination check as the CNI's mode needs it, and metadata out of pods' reach", () => {
      for (const { sourceDestCheck, metadata } of machines()) {
        expect(sourceDestCheck).toBe(stack().cluster.choice.mode.barePods === 'never');
        expect(metadata).toMatchObject({
          HttpTokens: 'required',
          HttpPutResponseHopLimit: 1,
          InstanceMetadataTags: 'enabled',
        });
      }
    });

    test('has machines of the type of their role, each with the tags of the spec', () => {
      const found = machines().map(({ tags, type }) => [tags['testbed-role'], type, tags.team]);
      const wanted = stack().cluster.plan.nodes.map(({ role }) =>
        name === 'aws-widest'
          ? [role, role === 'worker' ? 't3.medium' : 't3.large', 'network']
          : [role, 't3.medium', undefined],
      );
      expect(found.sort()).toEqual(wanted.sort());
    });

    test('boots every machine from the cloud-config that was meant for it', () => {
      const boot = bootOf(name, stack().cluster, connectivityJobs(stack().cluster));
      for (const node of stack().cluster.plan.nodes)
        expect(machine(node.name).userData).toBe(boot.userData(node));
    });

    test("has a route to each node's pods exactly where they go bare between subnets", () => {
      const { cluster } = stack();
      const planned = cluster.plan.nodes.map(({ name: node, podCidr }) => ({
        stack: name,
        range: `${podCidr?.ipv4}`,
        node,
      }));
      const found = held.routes.filter((route) => route.stack === name);
      const order = (routes: typeof found) => routes.map(({ range, node }) => `${range} to ${node}`).sort();
      expect(order(found)).toEqual(name === 'aws-widest' ? order(planned) : []);
    });

    test('has exactly the planned firewall rules', () => {
      const found = held.rules.filter((rule) => rule.stack === name).map(ruleText);
      expect(found.sort()).toEqual(firewallRules(stack().cluster).map(plannedRuleText).sort());
    });

    test('gives control planes and workers a role each, with one policy of its own and no other', () => {
      const roles = held.roles.filter(({ name: role }) => role.startsWith(`${name}-`));
      const extra = name === 'aws-widest' ? 1 : 0; // to end load balancer and NAT gateway
      expect(roles.map(({ policies, attached }) => [policies.length, attached]).sort()).toEqual([
        [1, 0],
        [1 + extra, 0],
      ]);
      expect(machine('worker-1').profile).toMatch(new RegExp(`${name}-worker-`));
      expect(machine('control-plane-1').profile).toMatch(new RegExp(`${name}-control-plane-`));
    });

    test('has its assets in a bucket whose name every machine can read from its tags', async () => {
      const { bucket } = await stack().terraform.outputs();
      expect(held.buckets[`${bucket!.value}`]).toEqual([
        ...(name === 'aws-widest' ? ['assets/balancer'] : []),
        'assets/cluster.json',
        'assets/cni.json',
        'assets/connectivity/collect.sh',
        'assets/connectivity/manifests.json',
        'assets/machines.json',
        ...(name === 'aws-widest' ? ['assets/nat-gateway'] : []),
      ]);
      for (const { tags } of machines()) expect(tags['testbed-bucket']).toBe(bucket!.value);
    });

    test('is not changed by a second deploy', async () => {
      expect(summaryOf(await stack().terraform.changes())).toEqual(forgotten(name));
    });
  });

  test('a newer image replaces no machine', async () => {
    const { terraform, json } = stacks.get('aws-flannel')!;
    const newer = JSON.parse(JSON.stringify(json).replaceAll(image, otherImage));
    expect(newer).not.toEqual(json);
    terraform.write(newer);
    expect(summaryOf(await terraform.changes())).toEqual(forgotten('aws-flannel'));
    terraform.write(json);
  });

  describe('the gate', () => gateTests(() => stacks.get('aws-flannel')!, { moto: () => moto, project }));

  describe('the command line', () =>
    resultsTests(() => stacks.get('aws-flannel')!, { moto: () => moto, project }));

  test('destroy leaves nothing of ours, results in the bucket included', async () => {
    await Promise.all([...stacks.values()].map(({ terraform }) => terraform.destroy()));
    const left = await moto.describe();
    const { instances, roles, profiles, buckets, vpcs } = left;
    expect({
      instances,
      roles,
      profiles,
      buckets,
      vpcs,
      rules: left.rules.filter(({ stack }) => stack),
    }).toEqual({
      instances: [],
      roles: [],
      profiles: [],
      buckets: {},
      vpcs: [],
      rules: [],
    });
    expect(left.tagged.filter((arn) => !arn.includes(':instance/'))).toEqual([]); // terminated ones stay listed a while
  });

  test('a deploy that was interrupted half way is finished by the next one', async () => {
    const folder = project.stackFolder('aws-interrupted');
    const { terraform, cluster } = prepared('aws-flannel', { moto, folder });
    await terraform.init();
    const { code, stdout } = await terraform.interruptedApply(/aws_subnet\.\S+: Creation complete/);
    expect(stdout).toMatch(/Interrupt received/);
    expect(code).not.toBe(0);
    const half = await moto.describe();
    expect(half.vpcs).toEqual(['192.168.1.0/24']);
    expect(half.instances.length).toBeLessThan(cluster.plan.nodes.length);
    await terraform.apply();
    expect((await moto.describe()).instances.map(({ tags }) => tags.Name).sort()).toEqual(
      cluster.plan.nodes.map(({ name }) => name),
    );
    await terraform.destroy();
    expect((await moto.describe()).vpcs).toEqual([]);
  });
});
