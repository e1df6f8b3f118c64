import { firewallRules, proveFirewall, provePlan, proveSecrets, proveStack } from '../../../lib/provision';
import { bareOverZones, clusterOf, everyMode, synth, without, withResource } from './fixtures';

const highlyAvailable = clusterOf({ controlPlanes: 3, workers: 2 });

describe.each(everyMode)('$cni $mode', ({ cni, mode, barePods }) => {
  test.each([1, 3])('is proven sound with %d control planes: plan, firewall, secrets', (controlPlanes) => {
    const cluster = clusterOf({ cni, mode, controlPlanes });
    expect(proveStack(cluster, synth(cluster))).toEqual([]);
  });

  test('each ingress rule is needed: without it the proof names the broken traffic', () => {
    const cluster = clusterOf({ cni, mode, controlPlanes: 3 });
    const json = synth(cluster);
    const rules = Object.keys(json.resource!.aws_vpc_security_group_ingress_rule!);
    expect(rules).toHaveLength(
      firewallRules(cluster).filter(({ direction }) => direction === 'ingress').length,
    );
    for (const rule of rules) {
      const findings = proveFirewall(cluster, without(json, 'aws_vpc_security_group_ingress_rule', rule));
      // Where pods go bare, their rule lets everything pass that has a rule of its own too.
      if (barePods === 'never')
        expect({ rule, findings: findings.length }).not.toEqual({ rule, findings: 0 });
      for (const finding of findings) expect(finding).toMatch(/ from .* to .*: no rule lets it in$/);
    }
  });

  test('packets with pod addresses may leave a node exactly where the mode sends some', () => {
    const cluster = clusterOf({ cni, mode });
    const checks = Object.values(synth(cluster).resource!.aws_instance!).map(
      (node) => node.source_dest_check,
    );
    expect(new Set(checks)).toEqual(new Set([barePods === 'never']));
    const bare = cluster.deployment
      .nodeTraffic(cluster.plan, cluster.choice)
      .some(({ protocol }) => protocol === 'all');
    expect(bare).toBe(barePods !== 'never');
  });
});

describe('the proof of the plan', () => {
  const json = synth(highlyAvailable);
  const [name, instance] = Object.entries(json.resource!.aws_instance!).find(([id]) =>
    id.startsWith('worker-1'),
  )!;
  const changed = (change: object) =>
    provePlan(highlyAvailable, withResource(json, 'aws_instance', name, { ...instance, ...change }));

  test.each([
    [
      'another address',
      { private_ip: '192.168.1.99' },
      'worker-1: address is "192.168.1.99", and the plan says "192.168.1.11"',
    ],
    [
      'the source/destination check',
      { source_dest_check: false },
      'worker-1: source/destination check is false, and the plan says true',
    ],
    [
      'another subnet',
      { subnet_id: `$\{aws_subnet.other.id}` },
      'worker-1: subnet is undefined, and the plan says "192.168.1.0/24"',
    ],
    [
      'metadata within reach of pods',
      { metadata_options: { http_put_response_hop_limit: 2, http_tokens: 'required' } },
      'worker-1: metadata hop limit is 2, and the plan says 1',
    ],
  ])('finds %s', (_, change, wanted) => expect(changed(change)).toEqual([wanted]));

  test('finds a missing machine and one that nobody planned', () => {
    expect(provePlan(highlyAvailable, without(json, 'aws_instance', name))).toContain(
      'worker-1 has no instance',
    );
    expect(changed({ tags: { Name: 'stranger' } })).toContain('stranger is not in the plan');
  });

  test.each([bareOverZones, { ...bareOverZones, cni: 'calico', mode: 'bgp' }])(
    'pods of $cni $mode that go bare over two zones have a VPC route to each node, and one less is found',
    (input) => {
      const cluster = clusterOf(input);
      const routed = synth(cluster);
      expect(provePlan(cluster, routed)).toEqual([]);
      const routes = Object.keys(routed.resource!.aws_route!).filter((id) => id.startsWith('pods_'));
      expect(routes).toHaveLength(cluster.plan.nodes.length);
      expect(provePlan(cluster, without(routed, 'aws_route', routes[0]!))[0]).toMatch(/^routes to pods is /);
    },
  );

  test('pods that are wrapped between zones, or stay in one, have no VPC routes, whatever the spec says', () => {
    for (const change of [{ mode: 'vxlan' }, { zones: undefined }]) {
      const cluster = clusterOf({ ...bareOverZones, ...change });
      const json = synth(cluster);
      expect(Object.keys(json.resource!.aws_route!).filter((id) => id.startsWith('pods_'))).toEqual([]);
      expect(provePlan(cluster, json)).toEqual([]);
    }
  });
});

describe('the proof that nothing is secret', () => {
  const cluster = clusterOf({});
  const json = synth(cluster);

  test.each([
    ['a bootstrap token', 'abcdef.0123456789abcdef'],
    ['a private key', '-----BEGIN EC PRIVATE KEY-----'],
    ['an AWS access key', 'AKIAIOSFODNN7EXAMPLE'],
    ['a certificate key', `certificateKey: ${'0123456789abcdef'.repeat(4)}`],
    ['a password', 'password: hunter2'],
  ])('finds %s in an asset', (what, text) => {
    const object = { key: 'assets/x', content_base64: Buffer.from(text).toString('base64') };
    expect(proveSecrets(withResource(json, 'aws_s3_object', 'x', object))).toEqual([
      `assets/x holds ${what}`,
    ]);
  });
});
