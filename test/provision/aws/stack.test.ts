import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { KubernetesObject } from '../../../lib/cluster/manifests';
import { connectivityJobs, firewallRules } from '../../../lib/provision';
import { addresses, clusterOf, everyMode, synth, twoZones } from './fixtures';

const cnis = [...new Set(everyMode.map(({ cni }) => cni))];

test.each(cnis)('aws-%s has the resources of the snapshot', (cni) =>
  expect(addresses(synth(clusterOf({ cni })))).toMatchSnapshot(),
);

test('three control planes add a load balancer and nothing else of its kind', () => {
  const one = new Set(addresses(synth(clusterOf({ controlPlanes: 1, workers: 2 }))));
  const added = addresses(synth(clusterOf({ controlPlanes: 3, workers: 2 }))).filter(
    (address) => !one.has(address),
  );
  expect(added).toMatchSnapshot();
});

test('one more worker adds one machine and moves no other', () => {
  const [three, four] = [2, 3].map((workers) => synth(clusterOf({ workers })));
  const known = new Set(addresses(three!));
  expect(addresses(four!).filter((address) => !known.has(address))).toEqual([
    'aws_instance worker-3/instance',
  ]);
  const placed = (json: typeof three) =>
    Object.entries(json!.resource!.aws_instance!).map(([id, { private_ip, subnet_id }]) => [
      id,
      private_ip,
      subnet_id,
    ]);
  expect(placed(four)).toEqual(expect.arrayContaining(placed(three)));
});

test('two syntheses of one spec are the same, byte for byte', () => {
  const cluster = clusterOf({});
  expect(JSON.stringify(synth(cluster))).toBe(JSON.stringify(synth(cluster)));
});

describe('the stack', () => {
  const json = synth(clusterOf({}));
  const only = (type: string) => Object.values(json.resource![type]!)[0]!;

  test('takes every compatible release of the provider, not one', () =>
    expect(json.terraform.required_providers).toEqual({
      aws: { source: 'hashicorp/aws', version: '~> 6.25' },
    }));

  test("looks up Canonical's newest image, and a newer one replaces no machine", () => {
    const data = (json as { data?: { aws_ssm_parameter: Record<string, { name: string }> } }).data!;
    expect(Object.values(data.aws_ssm_parameter).map(({ name }) => name)).toEqual([
      '/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id',
    ]);
    for (const { lifecycle } of Object.values(json.resource!.aws_instance!))
      expect(lifecycle).toMatchObject({ ignore_changes: ['ami'] });
    expect(only('aws_instance').ami).toMatch(/data\.aws_ssm_parameter\.ami\.insecure_value/);
  });

  test('takes the image that the spec names, and looks up none', () => {
    const pinned = synth(clusterOf({ aws: { amiId: 'ami-0123456789abcdef0' } }));
    expect(Object.values(pinned.resource!.aws_instance!)[0]!.ami).toBe('ami-0123456789abcdef0');
    expect(pinned).not.toHaveProperty('data.aws_ssm_parameter');
  });

  test('asks for the zones that have its instance type before it makes anything', () => {
    const { data } = synth(
      clusterOf({ zones: twoZones, aws: { instanceType: 'c6in.large' } }),
    ) as unknown as {
      data: { aws_ec2_instance_type_offerings: Record<string, Record<string, unknown>> };
    };
    expect(Object.values(data.aws_ec2_instance_type_offerings)[0]).toMatchObject({
      location_type: 'availability-zone',
      filter: [{ name: 'instance-type', values: ['c6in.large'] }],
      lifecycle: {
        postcondition: [
          {
            condition: expect.stringContaining(
              '(setsubtract(["us-east-1a","us-east-1b"], self.locations)) == 0',
            ),
          },
        ],
      },
    });
  });

  test('asks for spot machines and a placement group only where the spec does', () => {
    expect(only('aws_instance')).not.toHaveProperty('instance_market_options');
    expect(only('aws_instance')).not.toHaveProperty('placement_group');
    const fast = synth(clusterOf({ aws: { spot: true, placementGroup: true, instanceType: 'c6in.large' } }));
    const machine = Object.values(fast.resource!.aws_instance!)[0]!;
    expect(machine.instance_market_options).toMatchObject({
      market_type: 'spot',
      spot_options: { spot_instance_type: 'one-time' },
    });
    expect(machine.placement_group).toMatch(/aws_placement_group/);
    expect(Object.values(fast.resource!.aws_placement_group!)[0]).toMatchObject({ strategy: 'cluster' });
  });

  test('gives IPIP and ESP their protocol numbers and ICMP its types', () => {
    const ipip = synth(clusterOf({ cni: 'calico', mode: 'ipip' })).resource!
      .aws_vpc_security_group_ingress_rule!;
    const rules = Object.entries(ipip).map(([name, rule]) => [
      name.replace(/_[0-9A-F]{8}$/, ''),
      rule.ip_protocol,
      rule.from_port,
    ]);
    expect(rules).toContainEqual(['firewall_nodes-from-nodes-ipip', '4', undefined]);
    expect(rules).toContainEqual(['firewall_nodes-from-nodes-icmp', 'icmp', -1]);
  });

  test('describes every rule in signs that AWS takes', () => {
    for (const type of ['aws_vpc_security_group_ingress_rule', 'aws_vpc_security_group_egress_rule'])
      for (const { description } of Object.values(json.resource![type]!))
        expect(description).toMatch(/^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/);
  });

  test('asks for one rule where two parts want the same traffic', () => {
    const cluster = clusterOf({ cni: 'cilium' });
    const icmp = firewallRules(cluster).filter(
      ({ protocol, direction }) => protocol === 'icmp' && direction === 'ingress',
    );
    expect(icmp.map(({ purpose }) => purpose)).toEqual([
      'ping and path MTU discovery; health checks between nodes',
    ]);
  });

  test('replaces every machine with the first control plane, which starts another cluster then', () => {
    const [first, ...others] = Object.entries(json.resource!.aws_instance!);
    expect(first![1].lifecycle).not.toHaveProperty('replace_triggered_by');
    expect(json.resource!.terraform_data!.first!.triggers_replace).toEqual({
      instance: `\${aws_instance.${first![0]}.id}`,
    });
    for (const [, { lifecycle }] of others)
      expect(lifecycle).toMatchObject({ replace_triggered_by: ['terraform_data.first'] });
  });

  test('lets workers read nothing but their join data', () => {
    const policies = Object.entries(json.resource!.aws_iam_role_policy!);
    const worker = JSON.parse(`${policies.find(([name]) => name.includes('worker'))![1].policy}`);
    const reads = worker.Statement.filter(({ Action }: { Action: string[] }) =>
      Action.includes('s3:GetObject'),
    );
    expect(
      reads.flatMap(({ Resource }: { Resource: string[] }) => Resource.map((arn) => arn.replace(/.*\}/, ''))),
    ).toEqual(['/join/worker.json']);
    expect(JSON.stringify(policies)).not.toMatch(/"(s3|ec2|iam|ssm):\*"/);
  });

  test('lets a machine write below its own name and nowhere else', () => {
    const writes = Object.values(json.resource!.aws_iam_role_policy!).flatMap(({ policy }) =>
      JSON.parse(`${policy}`).Statement.flatMap(
        ({ Action, Resource }: { Action: string[]; Resource: string[] }) =>
          Action.includes('s3:PutObject')
            ? Resource.map((arn) => arn.replace(/^\$\{aws_s3_bucket[^}]*\}/, ''))
            : [],
      ),
    );
    expect(writes.sort()).toEqual(
      [
        '/join/*',
        ...['logs', 'logs', 'results', 'status', 'status'].map((folder) => `/${folder}/$\${aws:userid}/*`),
      ].sort(),
    );
    expect(only('aws_instance').tags).toMatchObject({
      'testbed-role-id': expect.stringMatching(/^\$\{aws_iam_role\.[\w-]+\.unique_id\}$/),
    });
  });

  test('leaves nothing behind: the bucket goes with its objects, roles with their policies, machines with their disks', () => {
    expect(only('aws_s3_bucket').force_destroy).toBe(true);
    expect(only('aws_iam_role').force_detach_policies).toBe(true);
    expect(only('aws_security_group').revoke_rules_on_delete).toBe(true);
    expect(only('aws_instance').root_block_device).toMatchObject({ delete_on_termination: true });
    expect(json.provider.aws[0]!.default_tags).toEqual([
      { tags: { 'testbed-stack': 'aws-flannel', 'testbed-name': 'testbed' } },
    ]);
  });

  test('puts the connectivity Jobs into the bucket where they are given, and tells the first control plane', () => {
    const connectivity = () => ({ manifests: [], collect: '#!/bin/bash\n' });
    const given = synth(clusterOf({}), { connectivity }).resource!.aws_s3_object!;
    expect(Object.values(given).map(({ key }) => key)).toEqual(
      expect.arrayContaining(['assets/connectivity/manifests.json', 'assets/connectivity/collect.sh']),
    );
  });
});

test('no name is another cluster’s in the account, and each starts with the name that the spec gives', () => {
  const many = { controlPlanes: 3, aws: { placementGroup: true, instanceType: 'c6in.large' } };
  const namesOf = (name?: string) => {
    const { resource } = synth(clusterOf({ ...many, name }));
    const one = (type: string) => Object.values(resource![type]!)[0]!;
    return [
      one('aws_lb').name,
      one('aws_lb_target_group').name,
      one('aws_placement_group').name,
      one('aws_s3_bucket').bucket_prefix,
      one('aws_iam_role').name_prefix,
    ];
  };
  const unique = '-\\$\\{substr\\(sha256\\(aws_s3_bucket\\.\\w+\\.bucket\\), 0, 8\\)\\}';
  expect(namesOf()).toEqual(
    [
      ...['-api$', '-api$', '$'].map((end) =>
        expect.stringMatching(new RegExp(`^aws-flannel${unique}${end}`)),
      ),
      'aws-flannel-',
      'aws-flannel-control-plane-',
    ].map((wanted, i) => (i === 4 ? expect.stringMatching(/^aws-flannel-(worker|control-plane)-$/) : wanted)),
  );
  for (const name of namesOf('mine')) expect(name).toMatch(/^mine-aws-/);
});

test('a zone has its own subnet in the availability zone of its letter', () => {
  const subnets = Object.values(synth(clusterOf({ zones: twoZones })).resource!.aws_subnet!);
  expect(subnets.map(({ cidr_block, availability_zone }) => [cidr_block, availability_zone])).toEqual([
    ['192.168.0.0/24', 'us-east-1a'],
    ['192.168.1.0/24', 'us-east-1b'],
  ]);
});

test('the Jobs of lib/cluster are what a cluster tests itself with, and the firewall lets their probes through', () => {
  const cluster = clusterOf({});
  const { manifests, collect } = connectivityJobs(cluster);
  const objects = manifests as readonly KubernetesObject[];
  const jobs = objects.filter(({ kind }) => kind === 'Job');
  for (const { name } of cluster.plan.nodes) expect(JSON.stringify(jobs)).toContain(`"${name}"`);
  expect(jobs).toHaveLength(3 * cluster.plan.nodes.length); // two that probe, and one that captures
  expect(collect).toMatch(/^#!\/bin\/bash\n# collect\.sh FILE/);
  const maps = objects.filter(({ kind }) => kind === 'ConfigMap');
  expect(JSON.stringify(maps)).toContain('\\"metadata\\":true'); // pods must not get at the nodes' keys
  const servers = objects.filter(({ kind }) => kind === 'DaemonSet') as readonly DaemonSet[];
  const onHosts = servers.flatMap(({ spec }) => spec?.template.spec ?? []).filter((pod) => pod.hostNetwork);
  const ports = onHosts.flatMap(({ containers }) => containers[0]?.ports ?? []);
  const opened = firewallRules(cluster)
    .filter(({ id }) => id.startsWith('nodes-from-nodes'))
    .map(({ protocol, ports: range }) => `${protocol} ${range?.from}`);
  expect(ports.length).toBeGreaterThan(0);
  for (const { containerPort, protocol } of ports)
    expect(opened).toContain(`${protocol?.toLowerCase()} ${containerPort}`);
});

test('the bucket tells what was deployed: its spec gives the same plan again', () => {
  const cluster = clusterOf({
    cni: 'calico',
    mode: 'ipip',
    controlPlanes: 3,
    zones: twoZones,
    reserved: [{ name: 'vpn', cidr: '10.8.0.0/16' }],
  });
  const objects = Object.values(synth(cluster).resource!.aws_s3_object!);
  const file = objects.find(({ key }) => key === 'assets/cluster.json')!;
  const { spec } = JSON.parse(Buffer.from(`${file.content_base64}`, 'base64').toString());
  const again = clusterOf(spec);
  expect(JSON.stringify(again.plan)).toBe(JSON.stringify(cluster.plan));
  expect(again.choice).toEqual(cluster.choice);
});
