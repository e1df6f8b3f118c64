/** `testbed connect` of a stack of machines: through ssh's own forwarding, to a real sshd. */
import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { parse } from 'yaml';
import { userFolder } from '../../../lib/base/user-folder';
import { connectToStack } from '../../../lib/run';
import { describeMachines, startMachines, type TestMachines } from './sshd';

const script = readFileSync(join(__dirname, 'sshd/api.sh'), 'utf8');

/** The status that a server gives to who has the kubeconfig. */
function asked(file: string): Promise<number | undefined> {
  const { clusters, users } = parse(readFileSync(file, 'utf8'));
  const { server, 'tls-server-name': servername, 'certificate-authority-data': ca } = clusters[0].cluster;
  const { 'client-certificate-data': cert, 'client-key-data': key } = users[0].user;
  const pem = (text: string) => Buffer.from(text, 'base64').toString();
  return new Promise((resolve, reject) => {
    const options = { servername, ca: pem(ca), cert: pem(cert), key: pem(key), agent: false };
    request(`${server}/version`, options, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

/** Addresses at which a port of this machine is listened at, as the kernel writes them. */
const listeners = (port: number) =>
  ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(
        ([, local = '', , state]) => state === '0A' && Number.parseInt(local.split(':')[1]!, 16) === port,
      )
      .map(([, local = '']) => local.split(':')[0]),
  );

describeMachines('a connection to a stack of machines', () => {
  let machines: TestMachines;
  const before = process.env.TESTBED_MACHINES;
  beforeAll(async () => {
    machines = await startMachines();
    machines.machines[0]!.exec(['sh', '-s', 'machines-flannel'], script);
    const roles = ['control-plane', 'worker', 'worker'];
    const list = machines.machines.map(({ target }, i) => ({ ...target, role: roles[i] }));
    process.env.TESTBED_MACHINES = JSON.stringify(list);
  });
  afterAll(async () => {
    if (before === undefined) delete process.env.TESTBED_MACHINES;
    else process.env.TESTBED_MACHINES = before;
    await machines?.end();
  });

  test('leads from a port of loopback alone to the API server, and leaves nothing when it is closed', async () => {
    const connection = await connectToStack('machines-flannel');
    const { clusters } = parse(readFileSync(connection.kubeconfig, 'utf8'));
    const port = Number(new URL(clusters[0].cluster.server).port);
    expect(clusters[0].cluster['tls-server-name']).toBe('kubernetes');
    expect(listeners(port)).toEqual(['0100007F']);
    expect(await asked(connection.kubeconfig)).toBe(200);
    expect(connection.machines.map(({ node }) => node)).toEqual(['control-plane-1', 'worker-1', 'worker-2']);
    await connection.close();
    expect(listeners(port)).toEqual([]);
    const held = readdirSync(join(userFolder(), 'connections')).filter((name) =>
      name.startsWith('machines-'),
    );
    expect(held).toEqual([]);
  });

  test('is refused where the machines run the cluster of another stack', async () => {
    await expect(connectToStack('machines-calico')).rejects.toThrow(
      /machines-flannel's, not machines-calico's/,
    );
  });

  test('says that a cluster is missing where its control plane has none', async () => {
    machines.machines[0]!.exec(['mv', '/etc/kubernetes/pki/ca.key', '/root/ca.key']);
    await expect(connectToStack('machines-flannel')).rejects.toThrow(
      'the control plane of machines-flannel has no cluster yet',
    );
    machines.machines[0]!.exec(['mv', '/root/ca.key', '/etc/kubernetes/pki/ca.key']);
  });
});
