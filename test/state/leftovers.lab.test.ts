/** Leftovers made by hand in namespaces: what is printed removes them, in the order in which it is printed, and nothing else. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { shellWords } from '../../lib/base/shell-words';
import { cnis } from '../../lib/cni';
import { captureScript } from '../../lib/run';
import { type Left, leftOn, type Owner, seenOf } from '../../lib/state';
import { readCapture } from '../../lib/state/capture';
import { describeLab, hasProgram } from '../support/namespaces';

const owners = cnis.flatMap(({ name, traces }): Owner[] => (traces ? [{ name, traces }] : []));

/** A machine's folders, so that nothing of the real one is seen or removed; a network card; and rules of kube-proxy. */
const machine = `
mount -t tmpfs tmpfs /mnt && mkdir /mnt/etc && { cp -a /etc/. /mnt/etc 2>/dev/null || true; }
mount --bind /mnt/etc /etc && mkdir -p /etc/cni/net.d
for folder in /run /var/lib /sys/fs/bpf; do mount -t tmpfs tmpfs $folder || exit 1; done
ip link set lo up
ip link add eth0 type veth peer name far && ip link set eth0 up && ip link set far up
ip addr add 192.168.1.11/24 dev eth0 && ip route add 10.96.0.0/12 dev eth0
iptables -N KUBE-FORWARD && iptables -A FORWARD -j KUBE-FORWARD && nft add table ip kube-proxy
`;

const made: Readonly<Record<string, string>> = {
  flannel: `
ip link add flannel.1 type vxlan id 1 dstport 8472 local 192.168.1.11 dev eth0 nolearning
ip addr add 10.244.1.0/32 dev flannel.1 && ip link set flannel.1 up
ip route add 10.244.2.0/24 via 10.244.2.0 dev flannel.1 onlink
ip neigh add 10.244.2.0 lladdr 02:00:00:00:00:01 dev flannel.1 nud permanent
bridge fdb append 02:00:00:00:00:01 dev flannel.1 dst 192.168.1.12 self permanent
ip link add cni0 type bridge && ip addr add 10.244.1.1/24 dev cni0 && ip link set cni0 up
iptables -N FLANNEL-FWD && iptables -A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
iptables -A FLANNEL-FWD -s 10.244.0.0/16 -m comment --comment "flanneld forward" -j ACCEPT
iptables -t nat -A POSTROUTING -s 10.244.0.0/16 -m comment --comment "flanneld masq" -j MASQUERADE
ip6tables -t nat -N FLANNEL-POSTRTG
nft add table ip6 flannel-ipv6
touch /etc/cni/net.d/10-flannel.conflist
mkdir -p /run/flannel /var/lib/cni/networks/cbr0`,
  calico: `
ip link add vxlan.calico type vxlan id 4096 dstport 4789 local 192.168.1.11 dev eth0 && ip link set vxlan.calico up
ip route add blackhole 10.244.1.0/24 proto 80
ip -6 route add blackhole fd00:10:244:1::/122 proto 80
ip link add cali0123456789a type veth peer name pod && ip link set cali0123456789a up
ip rule add not from all fwmark 0x100000/0x100000 priority 99 table 1
ipset create cali40masq-ipam-pools hash:net && ipset create cali40all-ipam-pools hash:net
iptables -t nat -N cali-POSTROUTING && iptables -t nat -N cali-nat-outgoing
iptables -t nat -A POSTROUTING -m comment --comment "cali:O3lYWMrLQYEMJtB5" -j cali-POSTROUTING
iptables -t nat -A cali-POSTROUTING -m comment --comment "cali:it's quoted" -j cali-nat-outgoing
iptables -t nat -A cali-nat-outgoing -m set --match-set cali40masq-ipam-pools src -m set ! --match-set cali40all-ipam-pools dst -j MASQUERADE
iptables -A FORWARD -m comment --comment "cali:S93hcgKJrXEqnTfs" -m comment --comment "Policy explicitly accepted packet." -m mark --mark 0x10000/0x10000 -j ACCEPT
nft add table ip calico && nft add chain ip calico filter-FORWARD '{ type filter hook forward priority 0; }'
nft add table arp calico-arp
touch /etc/cni/net.d/10-calico.conflist /etc/cni/net.d/calico-kubeconfig && mkdir /etc/cni/net.d/calico-tls`,
  cilium: `
ip link add cilium_net type veth peer name cilium_host && ip link set cilium_net up && ip link set cilium_host up
ip addr add 10.244.1.5/32 dev cilium_host && ip route add 10.244.0.0/16 dev cilium_host
ip link add cilium_vxlan type vxlan external dstport 8472 && ip link set cilium_vxlan up
ip rule add fwmark 0x200/0xf00 priority 9 table 2004 && ip route add local default dev lo table 2004
ip -6 rule add fwmark 0x200/0xf00 priority 9 table 2004
iptables -t raw -N CILIUM_PRE_raw
iptables -t raw -A PREROUTING -m comment --comment "cilium-feeder: CILIUM_PRE_raw" -j CILIUM_PRE_raw
mkdir -p /sys/fs/bpf/cilium/devices/eth0/links /sys/fs/bpf/tc/globals
touch /sys/fs/bpf/tc/globals/cilium_calls_00002 /sys/fs/bpf/tc/globals/cilium_ct4_global /sys/fs/bpf/tc/globals/others
touch /etc/cni/net.d/05-cilium.conflist
mkdir -p /run/cilium`,
};

let holder: ChildProcess | undefined;

/** Runs a command in the machine. */
function inside(command: readonly string[], input = '') {
  const enter = [
    ...[
      '--target',
      `${holder!.pid}`,
      '--user',
      '--net',
      '--mount',
      '--preserve-credentials',
      '--setuid',
      '0',
    ],
    ...['--setgid', '0', '--', 'env', `PATH=${process.env.PATH}:/usr/sbin:/sbin`],
  ];
  return spawnSync('nsenter', [...enter, ...command], { input, encoding: 'utf8' });
}

function left(): readonly Left[] {
  const { stdout, stderr } = inside(['sh', '-s', '--', '--host', 'node'], captureScript());
  expect(stderr).toBe('');
  const { outputs } = readCapture(stdout);
  return leftOn(seenOf('node', outputs), { running: [], others: owners, unknownRuns: false });
}

async function stand(setUp: string): Promise<void> {
  const unshared = ['--user', '--map-root-user', '--net', '--mount', '--', 'sh', '-c'];
  holder = spawn('unshare', [...unshared, 'echo ready; exec sleep 600'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(holder.stdout!, 'data');
  expect(inside(['sh', '-ec', `${machine}${setUp}`])).toMatchObject({ status: 0, stderr: '' });
}

afterEach(() => {
  holder?.kill();
  holder = undefined;
});

const tools = ['unshare', 'nsenter', 'nft', 'iptables-nft-restore', 'ip6tables', 'ipset', 'bridge'];
const lacking = tools.find((name) => !hasProgram(name));

describeLab('what is left on a machine', () => {
  const title = (text: string) => (lacking ? `${text} (skipped: ${lacking} is not installed)` : text);
  const only = lacking ? test.skip : test;

  only.each([...Object.keys(made), 'everything'])(
    title('%s: is removed by the commands that are printed'),
    async (name) => {
      await stand(name === 'everything' ? '' : made[name]!);
      if (name === 'everything')
        // Flannel's and Cilium's tunnels want one port.
        for (const one of ['calico', 'flannel'])
          expect(inside(['sh', '-ec', made[one]!])).toMatchObject({ status: 0, stderr: '' });
      const found = left();
      const owned = new Set(found.map(({ owner }) => owner));
      expect([...owned].sort()).toEqual(name === 'everything' ? ['calico', 'flannel'] : [name]);
      for (const command of found.flatMap(({ commands }) => commands)) {
        const { status, stderr } = inside(['sh', '-c', shellWords(command)]);
        expect([shellWords(command), status, stderr]).toEqual([shellWords(command), 0, '']);
      }
      expect(left()).toEqual([]);
      const kept = 'ip route; iptables-save; nft list tables; ip -br link; find /sys/fs/bpf /etc/cni';
      const { stdout } = inside(['sh', '-c', kept]);
      for (const word of ['10.96.0.0/12', 'KUBE-FORWARD', 'kube-proxy', 'eth0', '/etc/cni/net.d'])
        expect(stdout).toContain(word);
      if (name === 'cilium') expect(stdout).toContain('/sys/fs/bpf/tc/globals/others');
    },
  );

  only(title('of a table whose rules have changed meanwhile, nothing is removed'), async () => {
    await stand(made.flannel!);
    const [command] = left().find(({ name }) => name === 'iptables filter')!.commands;
    expect(inside(['iptables', '-F', 'FORWARD']).status).toBe(0);
    expect(inside(command!).status).not.toBe(0);
    expect(inside(['iptables', '-S', 'FLANNEL-FWD']).stdout).toContain('10.244.0.0/16');
  });
});
