import { proveFirewall, type StackJson } from '../../../lib/provision';
import { bareOverZones, clusterOf, everyMode, synth, without, withResource } from './fixtures';

describe('the proof of the firewall', () => {
  const cluster = clusterOf({});
  const json = synth(cluster);
  const ingress = (change: object, name = 'extra') =>
    proveFirewall(cluster, withResource(json, 'aws_vpc_security_group_ingress_rule', name, change));
  const nodes = Object.values(json.resource!.aws_vpc_security_group_ingress_rule!)[0]!
    .referenced_security_group_id;

  test('names VXLAN between two nodes when its rule is gone', () => {
    const rule = Object.keys(json.resource!.aws_vpc_security_group_ingress_rule!).find((name) =>
      name.includes('8472'),
    )!;
    expect(proveFirewall(cluster, without(json, 'aws_vpc_security_group_ingress_rule', rule))).toContain(
      'VXLAN between pods (udp 8472) from worker-1 to worker-2: no rule lets it in',
    );
  });

  test('names everything that cannot leave when the way out is gone', () => {
    const rule = Object.keys(json.resource!.aws_vpc_security_group_egress_rule!).find((name) =>
      name.includes('to-nodes-all'),
    )!;
    expect(proveFirewall(cluster, without(json, 'aws_vpc_security_group_egress_rule', rule))).toContain(
      'Kubernetes API (tcp 6443) from worker-1 to control-plane-1: no rule lets it out',
    );
  });

  test.each([
    [
      'SSH for the world',
      { security_group_id: nodes, cidr_ipv4: '0.0.0.0/0', ip_protocol: 'tcp', from_port: 22, to_port: 22 },
      'extra is open (tcp 22) to 0.0.0.0/0, and nothing asks for it',
    ],
    [
      'a range one port too wide',
      {
        security_group_id: nodes,
        referenced_security_group_id: nodes,
        ip_protocol: 'udp',
        from_port: 8472,
        to_port: 8473,
      },
      /^extra is open \(udp 8472-8473\)/,
    ],
    [
      'everything between nodes where pods are encapsulated',
      { security_group_id: nodes, referenced_security_group_id: nodes, ip_protocol: '-1' },
      /^extra is open \(everything\)/,
    ],
  ])('finds %s', (_, rule, wanted) => {
    const findings = ingress(rule);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(wanted);
  });

  test('finds rules written into the group itself, where it would not look', () => {
    const group = Object.keys(json.resource!.aws_security_group!)[0]!;
    const inline = { ...json.resource!.aws_security_group![group], ingress: [{}] };
    expect(proveFirewall(cluster, withResource(json, 'aws_security_group', group, inline))).toEqual([
      `the group ${group} has rules of its own`,
    ]);
  });
});

describe.each([
  { input: {}, what: 'encapsulated pods' },
  { input: { controlPlanes: 3 }, what: 'a load balancer' },
  { input: bareOverZones, what: 'bare pods' },
])('with $what the proof of the firewall finds', ({ input }) => {
  const cluster = clusterOf(input);
  const json = synth(cluster);
  const nodes = Object.values(json.resource!.aws_vpc_security_group_ingress_rule!)[0]!
    .referenced_security_group_id;
  const all = { security_group_id: nodes, ip_protocol: '-1' };
  const web = { security_group_id: nodes, ip_protocol: 'tcp', from_port: 443, to_port: 443 };
  const extra = (direction: 'ingress' | 'egress', rule: object) =>
    proveFirewall(cluster, withResource(json, `aws_vpc_security_group_${direction}_rule`, 'extra', rule));

  test.each<[string, object, string]>([
    ['all the world', { ...all, cidr_ipv4: '0.0.0.0/0' }, 'everything) to 0.0.0.0/0'],
    ['another port', { ...web, to_port: 444, cidr_ipv4: '0.0.0.0/0' }, 'tcp 443-444) to 0.0.0.0/0'],
    ['the world by IPv6', { ...web, cidr_ipv6: '::/0' }, 'tcp 443) to ::/0'],
    ['a list of ranges', { ...web, prefix_list_id: 'pl-1' }, 'tcp 443) to pl-1'],
    ["somebody else's group", { ...all, referenced_security_group_id: 'sg-1' }, 'everything) to sg-1'],
  ])('a way out to %s', (_, rule, wanted) =>
    expect(extra('egress', rule)).toEqual([`extra is open (${wanted}, and nothing asks for it`]),
  );

  test.each<[string, object, string]>([
    ['the world by IPv6', { ...all, cidr_ipv6: '::/0' }, '::/0'],
    ["somebody else's group", { ...all, referenced_security_group_id: 'sg-1' }, 'sg-1'],
    ['a range that is none', { ...all, cidr_ipv4: 'everywhere' }, 'everywhere'],
    ['nobody that it names', all, 'an unknown end'],
    ['two at once', { ...all, referenced_security_group_id: nodes, cidr_ipv6: '::/0' }, `::/0 and ${nodes}`],
  ])('a way in for %s', (_, rule, peer) =>
    expect(extra('ingress', rule)).toEqual([
      `extra is open (everything) to ${peer}, and nothing asks for it`,
    ]),
  );

  test('a rule of a group that is not of the stack', () => {
    const rule = { ...web, security_group_id: 'sg-1', cidr_ipv4: '0.0.0.0/0' };
    expect(extra('egress', rule)).toEqual(['extra is a rule of sg-1, which is not a group of this stack']);
  });

  test.each(['sg-1', `$\{data.aws_security_group.other.id}`])('a machine in the group %s', (group) => {
    const [name, machine] = Object.entries(json.resource!.aws_instance!).at(-1)!;
    const groups = [...(machine.vpc_security_group_ids as string[]), group];
    const changed = withResource(json, 'aws_instance', name, { ...machine, vpc_security_group_ids: groups });
    expect(proveFirewall(cluster, changed)).toEqual([
      `worker-2 is in ${group}, which is not a group of this stack`,
    ]);
  });
});

test("a load balancer in somebody else's group is found", () => {
  const cluster = clusterOf({ controlPlanes: 3 });
  const json = synth(cluster);
  const [name, balancer] = Object.entries(json.resource!.aws_lb!)[0]!;
  const groups = [...(balancer.security_groups as string[]), 'sg-1'];
  expect(
    proveFirewall(cluster, withResource(json, 'aws_lb', name, { ...balancer, security_groups: groups })),
  ).toEqual(['api is in sg-1, which is not a group of this stack']);
});

test.each(everyMode)('each egress rule of $cni $mode is needed', ({ cni, mode }) => {
  const cluster = clusterOf({ cni, mode, controlPlanes: 3 });
  const json: StackJson = synth(cluster);
  for (const rule of Object.keys(json.resource!.aws_vpc_security_group_egress_rule!)) {
    const findings = proveFirewall(cluster, without(json, 'aws_vpc_security_group_egress_rule', rule));
    expect({ rule, findings: findings.length }).not.toEqual({ rule, findings: 0 });
    for (const finding of findings) expect(finding).toMatch(/ from .* to .*: no rule lets it out$/);
  }
});
