import { groundwork, hostBatch } from '../../lib/lab/realise/batches';
import { testbedOf } from '../support/labs';

const batchOf = (spec: Parameters<typeof testbedOf>[0], namespace: string, bird = true) =>
  hostBatch(testbedOf(spec).datapath.hosts.find(({ name }) => name === namespace)!, bird);

test('a Flannel node becomes these lines, in this order', () => {
  const { ip, bridge } = batchOf({ workers: 1, podsPerNode: 1 }, 'worker-1');
  expect(ip.map((line) => line.replace(/(address|lladdr) \S+/, '$1 …'))).toEqual([
    'link set dev lo up',
    'link add name flannel.1 address … mtu 1450 type vxlan id 1 dev ens5 local 192.168.1.11 dstport 8472 nolearning',
    'link add name cni0 address … mtu 1450 type bridge stp_state 0 forward_delay 0 mcast_snooping 0',
    expect.stringMatching(/^link set dev veth\w{8} master cni0$/),
    expect.stringMatching(/^link set dev veth\w{8} type bridge_slave hairpin on$/),
    'addr replace 192.168.1.11/24 dev ens5',
    'addr replace 10.244.1.0/32 dev flannel.1',
    'addr replace 10.244.1.1/24 dev cni0',
    'link set dev ens5 up',
    'link set dev flannel.1 up',
    'link set dev cni0 up',
    expect.stringMatching(/^link set dev veth\w{8} up$/),
    'route add 0.0.0.0/0 via 192.168.1.1 dev ens5',
    'route add 10.244.0.0/24 via 10.244.0.0 dev flannel.1 onlink',
    'neigh replace 192.168.1.10 lladdr … dev ens5 nud permanent',
    'neigh replace 192.168.1.1 lladdr … dev ens5 nud permanent',
    'neigh replace 10.244.0.0 lladdr … dev flannel.1 nud permanent',
  ]);
  expect(bridge).toEqual([
    expect.stringMatching(/^fdb replace 02:\S+ dev flannel\.1 dst 192\.168\.1\.10 self permanent$/),
  ]);
});

test('masquerade rules keep their order and say where they come from', () => {
  expect(batchOf({ workers: 1 }, 'worker-1').nft).toContain(
    [
      '    ip saddr 10.244.1.0/24 ip daddr 10.244.0.0/16 return comment "-s 10.244.1.0/24 -d 10.244.0.0/16 -j RETURN"',
      '    ip saddr 10.244.0.0/16 ip daddr 10.244.1.0/24 return comment "-s 10.244.0.0/16 -d 10.244.1.0/24 -j RETURN"',
      '    ip saddr != 10.244.0.0/16 ip daddr 10.244.1.0/24 return comment "! -s 10.244.0.0/16 -d 10.244.1.0/24 -j RETURN"',
    ].join('\n'),
  );
});

test('the two ends of a cable have interface indexes that differ, and no two links the same', () => {
  const { cables } = groundwork(testbedOf({ workers: 9 }).datapath);
  const indexes = cables.flatMap((line) => [...line.matchAll(/ index (\d+) /g)].map(([, index]) => index));
  expect(indexes.length).toBe(2 * cables.length);
  expect(new Set(indexes).size).toBe(indexes.length);
});

test('BIRD takes the routes over that it programs itself, and only those', () => {
  const spec = { cni: 'calico', mode: 'bgp', workers: 1 };
  const [byBird, programmed] = [batchOf(spec, 'worker-1', true), batchOf(spec, 'worker-1', false)];
  expect(programmed.ip.filter((line) => !byBird.ip.includes(line))).toEqual([
    'route add blackhole 10.244.1.0/24 proto bird',
    'route add 10.244.0.0/24 via 192.168.1.10 dev ens5 metric 1024 proto bird',
  ]);
  expect(byBird.bird?.routes).toEqual({ ipv4: 2, ipv6: 0 });
  expect(programmed.bird).toBeUndefined();
});

test('a BIRD’s configuration is a mesh in which one side of each pair waits', () => {
  const { config } = batchOf({ cni: 'calico', mode: 'bgp', workers: 1 }, 'worker-1').bird!;
  expect(config).toContain('router id 192.168.1.11;');
  expect(config).toContain('route 10.244.1.0/24 blackhole;');
  expect(config).toContain('protocol bgp control_plane_1_ipv4 {');
  expect(config).toContain('passive on;');
  expect(batchOf({ cni: 'calico', mode: 'bgp', workers: 1 }, 'control-plane-1').bird!.config).not.toContain(
    'passive on;',
  );
});

test('every route of a host comes after those that it needs for its next hop', () => {
  const { ip } = batchOf({ cni: 'calico' }, 'pod-0.worker-1');
  const routes = ip.filter((line) => line.startsWith('route'));
  expect(routes).toEqual([
    'route add 169.254.1.1/32 dev eth0',
    'route add 0.0.0.0/0 via 169.254.1.1 dev eth0',
  ]);
});
