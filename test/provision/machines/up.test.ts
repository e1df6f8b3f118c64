/** A cluster on machines with a real sshd: boot scripts, exchange and relay for real, stand-ins for Kubernetes. */
import { listObjects, readObject } from '../../../lib/provision/machines/exchange/folder';
import { neighboursOf } from '../../../lib/provision/machines/neighbours';
import type { ConnectedNode, Remote } from '../../../lib/provision/machines/remote';
import { resetMachine } from '../../../lib/provision/machines/reset/reset-machine';
import { connect } from '../../../lib/provision/machines/ssh';
import { standingOn } from '../../../lib/provision/machines/up/standing';
import { bringUp, type UpOptions } from '../../../lib/provision/machines/up/up';
import { describeMachines, startMachines, type TestMachines } from './sshd';
import { callsOn, clusterOf, connected, forgetCallsOn, furnish, runnersOn, whatIsLeftOn } from './stand-ins';

const connectivity = { manifests: [], collect: '#!/bin/bash\necho {} >"$1"\n' };
const fast = { pollMs: 200, timeoutMs: 60_000 };

describeMachines('a cluster on machines', () => {
  let machines: TestMachines;
  let open: Awaited<ReturnType<typeof connected>> | undefined;
  let nodes: readonly ConnectedNode[];
  beforeAll(async () => {
    machines = await startMachines();
    machines.machines.forEach(furnish);
    open = await connected(machines);
    nodes = open.nodes;
  });
  afterAll(async () => {
    await open?.close();
    await machines?.end();
  });

  const up = (input = {}, options: UpOptions = {}, on = nodes) =>
    bringUp(
      { stack: 'machines-test', cluster: clusterOf(input), connectivity, nodes: on },
      { ...fast, ...options },
    );
  const deedsOf = async (input = {}) => {
    const deeds: string[] = [];
    const status = await up(input, { onDeed: (node, deed) => void deeds.push(`${node} ${deed}`) });
    return { status, deeds: deeds.sort() };
  };
  const reset = () => Promise.all(nodes.map((node) => resetMachine(node, neighboursOf(clusterOf()))));
  const changesOn = (i: number) =>
    callsOn(machines.machines[i]!).filter((call) =>
      /^(kubeadm (init --c|join|reset)|helm upgrade --i)/.test(call),
    );

  test('is brought up, with join data that go from machine to machine, and its results can be read', async () => {
    const { status, deeds } = await deedsOf();
    expect(deeds).toEqual(['control-plane-1 files', 'worker-1 files', 'worker-2 files']);
    expect(status).toMatchObject({ state: 'ready', connectivity: { state: 'done', run: 1 } });
    expect(status.nodes.map(({ machine }) => machine?.id)).toEqual(
      ['1', '2', '3'].map((digit) => digit.repeat(32)),
    );
    expect([0, 1, 2].map((i) => changesOn(i).map((call) => call.split(' ').slice(0, 2).join(' ')))).toEqual([
      ['kubeadm init', 'helm upgrade'],
      ['kubeadm join'],
      ['kubeadm join'],
    ]);
    const results = await listObjects(
      nodes[0]!,
      `results/${status.nodes[0]!.self}/${status.cluster.generation}/`,
    );
    expect(await readObject(nodes[0]!, [...results.keys()][0]!)).toBe('{}\n');
  });

  test('leaves no join data behind, and none in a process list, a log or a status', async () => {
    const keys = await Promise.all(nodes.map((node) => listObjects(node, 'join/')));
    expect(keys.map((list) => list.size)).toEqual([0, 0, 0]);
    for (const machine of machines.machines) {
      const said = machine.exec([
        'sh',
        '-c',
        'cat /kept/calls /kept/journal; find /var/lib/testbed -type f -exec cat {} +',
      ]);
      expect(said).not.toContain('abcdef.0123456789abcdef');
    }
  });

  test('is left alone by a second time with nothing changed', async () => {
    machines.machines.forEach(forgetCallsOn);
    const before = (await listObjects(nodes[0]!)).get('assets/cluster.json');
    const { status, deeds } = await deedsOf();
    expect(deeds).toEqual(['control-plane-1 nothing', 'worker-1 nothing', 'worker-2 nothing']);
    expect(status.state).toBe('ready');
    expect([0, 1, 2].flatMap(changesOn)).toEqual([]);
    expect((await listObjects(nodes[0]!)).get('assets/cluster.json')).toBe(before);
  });

  test('is reset and booted anew where what it is made of has changed, and old results do not count', async () => {
    machines.machines.forEach(forgetCallsOn);
    const { status, deeds } = await deedsOf({ cni: 'calico' });
    expect(deeds).toEqual(nodes.flatMap(({ name }) => [`${name} clean`, `${name} files`, `${name} reset`]));
    expect(status).toMatchObject({ state: 'ready', cluster: { cni: 'calico' }, connectivity: { run: 1 } });
    expect(changesOn(1).map((call) => call.split(' ').slice(0, 2).join(' '))).toEqual([
      'kubeadm reset',
      'kubeadm join',
    ]);
    expect((await listObjects(nodes[0]!, 'results/')).size).toBe(2);
  });

  test('says which step failed on which machine, goes on trying, and is ready when the cause is gone', async () => {
    await reset();
    machines.machines[1]!.exec(['sh', '-c', 'rm -f /kept/join-fails; : >/kept/join-fails']);
    await expect(up()).rejects.toThrow(
      /worker-1 \(10\.77\.0\.11\) failed in step join: attempt 5 of 5 ended with exit code 1/,
    );
    machines.machines[1]!.exec(['rm', '/kept/join-fails']);
    expect(await up()).toMatchObject({ state: 'ready' });
  });

  test('is reset while its boot is under way, and nothing of it runs on', async () => {
    const [first] = machines.machines;
    await reset();
    first!.exec(['sh', '-c', ': >/kept/init-hangs']);
    await expect(up({}, { timeoutMs: 8_000 })).rejects.toThrow();
    await reset();
    await new Promise((wake) => setTimeout(wake, 1_000));
    expect(runnersOn(first!)).toEqual([]);
    expect(first!.exec(['sh', '-c', 'cat /kept/failed 2>/dev/null || true'])).toBe('');
    expect(machines.machines.map(whatIsLeftOn)).toEqual(['', '', '']);
  });

  test('gets on after its program was cut off at any of ten points', async () => {
    for (const point of [1, 4, 9, 20, 40, 70, 95, 110, 125, 140]) {
      await reset();
      let calls = 0;
      const cut = nodes.map(({ remote, ...node }): ConnectedNode => {
        const counted = <T>(call: () => Promise<T>) => {
          if (++calls > point) throw new Error('cut off');
          return call();
        };
        const cutOff: Remote = {
          run: async (...args) => counted(() => remote.run(...args)),
          putFile: async (...args) => counted(() => remote.putFile(...args)),
          getFile: async (...args) => counted(() => remote.getFile(...args)),
        };
        return { ...node, remote: cutOff };
      });
      await expect(up({}, {}, cut)).rejects.toThrow('cut off');
      expect(await up()).toMatchObject({ state: 'ready', connectivity: { state: 'done' } });
    }
  });

  test('is refused where another cluster has a node, by up and by reset, and nothing is changed', async () => {
    await reset();
    machines.machines[2]!.exec(['sh', '-c', 'mkdir -p /etc/kubernetes; : >/etc/kubernetes/kubelet.conf']);
    machines.machines.forEach(forgetCallsOn);
    await expect(up()).rejects.toThrow(/worker-2 has \/etc\/kubernetes\/kubelet.conf; nothing was changed/);
    await expect(reset()).rejects.toThrow(
      /worker-2: \/etc\/kubernetes\/kubelet.conf is there.*nothing was changed/,
    );
    expect(callsOn(machines.machines[2]!).filter((call) => !call.startsWith('dpkg --print'))).toEqual([]);
    machines.machines[2]!.exec(['rm', '-r', '/etc/kubernetes']);
  });

  test('takes what a Flannel and a kube-proxy have left along, and no rule of others', async () => {
    const leave = [
      'ip link add flannel.1 type vxlan id 1 dev eth0 dstport 8472 nolearning',
      'ip link add cni0 type bridge && ip addr add 10.244.2.1/24 dev cni0 && ip link set cni0 up && ip link set flannel.1 up',
      'mkdir -p /etc/cni/net.d && echo {} >/etc/cni/net.d/10-flannel.conflist',
      'iptables -N FLANNEL-FWD && iptables -A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD',
      'iptables -t nat -N KUBE-SERVICES && iptables -t nat -A PREROUTING -j KUBE-SERVICES',
      'iptables -A INPUT -p tcp --dport 22 -j ACCEPT',
    ];
    machines.machines[2]!.exec(['sh', '-ec', leave.join('\n')]);
    const { removed } = await resetMachine(nodes[2]!, neighboursOf(clusterOf()));
    expect(removed.map(({ owner, name }) => `${owner} ${name}`)).toEqual(
      expect.arrayContaining([
        'flannel /etc/cni/net.d/10-flannel.conflist',
        'flannel iptables filter',
        'kubernetes iptables nat',
        'flannel flannel.1',
        'flannel cni0',
      ]),
    );
    expect(machines.machines[2]!.exec(['iptables', '-S'])).toContain('--dport 22 -j ACCEPT');
    expect(machines.machines[2]!.exec(['iptables-save'])).not.toMatch(/FLANNEL|KUBE/);
  });

  test('waits for a reset whose program was cut off, and which goes on', async () => {
    await up();
    machines.machines.forEach(forgetCallsOn);
    const [machine] = machines.machines;
    machine!.exec(['sh', '-c', 'mv /usr/local/sbin/kubeadm /kept/kubeadm']);
    const slow = '#!/bin/sh\n[ "$1" != reset ] || /bin/sleep 8\nexec /kept/kubeadm "$@"\n';
    machine!.exec(['sh', '-c', 'cat >/usr/local/sbin/kubeadm; chmod 755 /usr/local/sbin/kubeadm'], slow);
    const cut = await connect(machine!.target);
    const lost = expect(resetMachine({ name: 'control-plane-1', remote: cut }, [])).rejects.toThrow();
    while (!callsOn(machine!).some((call) => call.startsWith('systemctl stop')))
      await new Promise((wake) => setTimeout(wake, 50));
    await cut.close();
    await lost;
    const { status, deeds } = await deedsOf();
    expect(deeds).toContain('control-plane-1 files'); // not `nothing`, which the reset would take away afterwards
    expect(status.state).toBe('ready');
    machine!.exec(['mv', '/kept/kubeadm', '/usr/local/sbin/kubeadm']);
  });

  test('is not reset by a command that waited, and after which another one came', async () => {
    const [machine] = machines.machines;
    const release = machine!.exec(['sh', '-c', 'flock /etc /bin/sleep 600 >/dev/null 2>&1 & echo $!']).trim();
    const first = expect(resetMachine(nodes[0]!, [])).rejects.toThrow(/another command has come since/);
    const waiting = () => Number(machine!.exec(['sh', '-c', 'pgrep -xc flock || true']));
    while (waiting() < 2) await new Promise((wake) => setTimeout(wake, 50));
    const second = standingOn(nodes[0]!);
    while (waiting() < 3) await new Promise((wake) => setTimeout(wake, 50));
    machine!.exec(['sh', '-c', 'pkill -P "$1"; kill "$1" 2>/dev/null || true', 'sh', release]);
    await first;
    expect((await second).done).toBe(true);
    expect(machine!.exec(['sh', '-c', 'ls /run/cni-testbed.turn 2>/dev/null || true'])).toBe('');
  });

  test('is reset where etcd has a disk of its own, which is emptied and stays mounted', async () => {
    const [first] = machines.machines;
    first!.exec(['sh', '-ec', 'mkdir -p /var/lib/etcd; mount -t tmpfs etcd /var/lib/etcd']);
    await up();
    first!.exec(['sh', '-ec', 'mkdir -p /var/lib/etcd/member/wal; : >/var/lib/etcd/member/wal/0.wal']);
    await reset();
    expect(first!.exec(['ls', '-A', '/var/lib/etcd'])).toBe('');
    first!.exec(['umount', '/var/lib/etcd']); // fails where nothing is mounted any more
  });

  test('leaves nothing after its reset, which can be run again', async () => {
    await reset();
    expect(machines.machines.map(whatIsLeftOn)).toEqual(['', '', '']);
    await reset();
  });
});
