import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { checkMachines, type MachinesCheck } from '../../../lib/run';
import { run } from '../../cli/run';
import { describeMachines, startMachines, type TestMachines } from './sshd';

let all: TestMachines;

/** A spec file whose plan is the machines as they are. */
function fileOf(change: object = {}): string {
  const file = join(all.folder, 'machines.yaml');
  const hosts = all.machines.map(({ target }) => target);
  const zones = [{ name: 'a', nodeCidr: '10.77.0.0/24' }];
  writeFileSync(file, stringify({ zones, machines: { hosts }, ...change }));
  return file;
}
/** What was found, by machine and code. */
const found = ({ findings }: MachinesCheck) => findings.map(({ machine, code }) => `${machine} ${code}`);

const on = (i: number, script: string) => all.machines[i]!.exec(['sh', '-ec', script]);

describeMachines('a check of machines', () => {
  beforeAll(async () => {
    all = await startMachines();
  });
  afterAll(() => all?.end());

  test('finds nothing on machines that are as they must be', async () => {
    const checked = await checkMachines(fileOf());
    expect(checked.findings).toEqual([]);
    expect(checked).toMatchObject({
      verdict: 'ready',
      machines: ['control-plane-1', 'worker-1', 'worker-2'],
    });
  });

  test('names all that is wrong on all machines at once, each by its code', async () => {
    on(
      0,
      'mkdir -p /etc/kubernetes; touch /etc/kubernetes/admin.conf; busybox nc -ll -p 6443 >/dev/null 2>&1 &',
    );
    on(
      1,
      'rm /sys/fs/cgroup/cgroup.controllers; ip link set eth0 mtu 1400; printf "ID=ubuntu\nVERSION_ID=22.04\n" >/etc/os-release',
    );
    on(
      2,
      'ip addr del 10.77.0.12/24 dev eth0; ip addr add 10.77.0.13/24 dev eth0; ip route replace default via 10.77.0.1',
    );
    const checked = await checkMachines(fileOf());
    expect(checked.verdict).toBe('trouble');
    expect(found(checked)).toEqual([
      'control-plane-1 kubernetes',
      'control-plane-1 port',
      'control-plane-1 peer',
      'worker-1 system',
      'worker-1 cgroup',
      'worker-1 mtu',
      'worker-1 peer',
      'worker-2 ssh',
    ]);
    on(0, 'rm -r /etc/kubernetes; pkill -x busybox');
    on(
      1,
      'echo cpu >/sys/fs/cgroup/cgroup.controllers; ip link set eth0 mtu 1500; printf "ID=debian\nVERSION_ID=13\n" >/etc/os-release',
    );
    on(
      2,
      'ip addr del 10.77.0.13/24 dev eth0; ip addr add 10.77.0.12/24 dev eth0; ip route replace default via 10.77.0.1',
    );
  });

  test('says that the address of the plan is on none of the cards, and that the default route is missing', async () => {
    on(2, 'ip route del default');
    const hosts = all.machines.map(({ target }, i) => ({ ...target, nodeAddress: `10.77.0.${11 + i}` }));
    const checked = await checkMachines(fileOf({ machines: { hosts } }));
    expect(found(checked)).toEqual([
      'control-plane-1 address',
      'control-plane-1 peer',
      'worker-1 address',
      'worker-1 peer',
      'worker-2 address',
      'worker-2 no-default-route',
    ]);
    on(2, 'ip route add default via 10.77.0.1');
  });

  test('finds what a Flannel has left: links, rules of both makes, configuration', async () => {
    on(
      1,
      `ip link add flannel.1 type vxlan id 1 dev eth0 dstport 8472 nolearning
       ip link add cni0 type bridge
       nft add table ip flannel-ipv4
       mkdir -p /etc/cni/net.d
       echo '{}' >/etc/cni/net.d/10-flannel.conflist`,
    );
    const checked = await checkMachines(fileOf());
    expect(checked.findings).toMatchObject([
      { machine: 'worker-1', code: 'cni-leftover', cni: 'flannel', kind: 'config' },
      { code: 'cni-leftover', cni: 'flannel', kind: 'table', name: 'ip flannel-ipv4' },
      { code: 'cni-leftover', cni: 'flannel', kind: 'link', name: 'flannel.1' },
      { code: 'cni-leftover', cni: 'flannel', kind: 'link', name: 'cni0' },
    ]);
    on(1, 'ip link del flannel.1; ip link del cni0; nft delete table ip flannel-ipv4; rm -r /etc/cni/net.d');
  });

  test('says that a machine without sudo rights cannot be asked', async () => {
    on(2, 'mv /etc/sudoers.d/deploy /root/rule');
    const checked = await checkMachines(fileOf());
    expect(checked).toMatchObject({
      verdict: 'unread',
      findings: [{ machine: 'worker-2', code: 'ssh', failure: { code: 'no-sudo', reason: 'refused' } }],
    });
    on(2, 'mv /root/rule /etc/sudoers.d/deploy');
  });

  test('finds one machine under two names, and a containerd that Kubernetes does not take', async () => {
    const ids = [0, 1].map((i) => on(i, 'cat /etc/machine-id').trim());
    on(1, `echo ${ids[0]} >/etc/machine-id`);
    on(2, 'sed -i s/2.2.1-1/1.7.24-6/ /usr/local/bin/apt-cache');
    const { findings } = await checkMachines(fileOf());
    expect(findings).toEqual([
      { machine: 'worker-1', code: 'same-machine', other: 'control-plane-1' },
      { machine: 'worker-2', code: 'containerd', version: '1.7.24-6' },
    ]);
    on(1, `echo ${ids[1]} >/etc/machine-id`);
    on(2, 'sed -i s/1.7.24-6/2.2.1-1/ /usr/local/bin/apt-cache');
  });

  test('is a command that prints what was found and what to do, or all of it as data', async () => {
    const file = fileOf();
    expect(await run(['machines', 'check', file, '--quiet'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^READY: 3 machines, 0 findings$/m),
    });
    on(0, 'ip route del default');
    const text = await run(['machines', 'check', file, '--quiet']);
    expect(text.code).toBe(3);
    expect(text.stdout).toMatch(/^ {2}no-default-route: it has no default route\. Add one: /m);
    const json = await run(['machines', 'check', file, '--quiet', '--json']);
    expect(JSON.parse(json.stdout).findings).toEqual([
      { machine: 'control-plane-1', code: 'no-default-route' },
    ]);
    on(0, 'ip route add default via 10.77.0.1');
  });
});
