/** What the server of a pod says of its route, where that lets less through than the interface. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../../lib/base/package-root';
import type { ServerReport } from '../../../lib/prober/measure/job/report';
import { describeLab } from '../../support/namespaces';

const program = join(packageRoot, 'dist', 'job-prober.js');

/** A pod whose node is behind a router; nobody answers there, and nobody has to. */
const pod = `
set -e
mount -t sysfs sysfs /sys
ip link add eth0 type veth peer name peer
ip link set peer up
ip link set eth0 up
ip link set lo up
ip addr add $POD_IPS/$LENGTH dev eth0 nodad
ip route add default via $ROUTER dev eth0 $METRICS
exec node "$0" measured pod
`;

const families = {
  ipv4: { POD_IPS: '10.9.0.2', LENGTH: '24', ROUTER: '10.9.0.1', HOST_IP: '192.168.9.1' },
  ipv6: { POD_IPS: 'fd00:9::2', LENGTH: '64', ROUTER: 'fd00:9::1', HOST_IP: 'fd00:8::1' },
} as const;

/** Its line, after which it is ended. */
function served(env: Readonly<Record<string, string>>): Promise<ServerReport> {
  const child = spawn('unshare', ['-Urnm', 'sh', '-c', pod, program], {
    env: { ...process.env, NODE_NAME: 'n', ...env },
  });
  return new Promise((resolve, reject) => {
    let [said, wrong] = ['', ''];
    child.stderr.on('data', (text) => {
      wrong += text;
    });
    child.stdout.on('data', (text) => {
      said += text;
      if (said.includes('\n')) child.kill();
    });
    child.on('close', () => (said ? resolve(JSON.parse(said)) : reject(new Error(wrong))));
  });
}

describeLab('the server of a pod says what its route lets through', () => {
  test.each([
    ['ipv4', 'mtu 1400', 1400],
    ['ipv4', '', 1500],
    ['ipv6', 'mtu 1400', 1400],
    ['ipv6', '', 1500],
  ] as const)('over %s with a route of "%s"', async (family, metrics, routeMtu) => {
    const { interfaces, ...report } = await served({ ...families[family], METRICS: metrics });
    const own = interfaces.find(({ name }) => name === 'eth0');
    expect([own?.mtu, report.routeMtu]).toEqual([1500, routeMtu]);
  });

  test('nothing where it does not know its node, or cannot send there', async () => {
    const { HOST_IP: _, ...without } = families.ipv4;
    expect((await served({ ...without, METRICS: '' })).routeMtu).toBeUndefined();
    expect((await served({ ...families.ipv4, HOST_IP: 'fd00:8::1', METRICS: '' })).routeMtu).toBeUndefined();
  });
});
