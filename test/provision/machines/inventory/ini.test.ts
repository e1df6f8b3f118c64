/** Ansible's INI inventories as our own list, and what of them is not taken. */
import { hostsIn, problemsIn } from './files';

const ini = (text: string) => hostsIn('hosts.ini', text);
const wrong = (text: string) => problemsIn('hosts.ini', text);

test("the sample that kubespray's users fill in is a list of machines with their roles and addresses", () =>
  expect(
    ini(`# This inventory describes a HA typology.
[kube_control_plane]
node1 ansible_host=95.54.0.12 ip=10.3.0.1 etcd_member_name=etcd1
node2 ansible_host=95.54.0.13  # ip=10.3.0.2

[etcd:children]
kube_control_plane

[kube_node]
node2
node4 ansible_host=95.54.0.15 ip=10.3.0.4 access_ip=10.3.0.4

[k8s_cluster:children]
kube_control_plane
kube_node
`),
  ).toEqual([
    { name: 'node1', role: 'control-plane', nodeAddress: '10.3.0.1', ssh: { host: '95.54.0.12' } },
    { name: 'node2', role: 'control-plane', ssh: { host: '95.54.0.13' } },
    { name: 'node4', role: 'worker', nodeAddress: '10.3.0.4', ssh: { host: '95.54.0.15' } },
  ]));

test('what Vagrant writes for Ansible is such a list too, quotes and all', () =>
  expect(
    ini(
      "control-plane-1 ansible_host=127.0.0.1 ansible_port=2222 ansible_user='vagrant' ansible_ssh_private_key_file='/home/a b/key'\n",
    ),
  ).toEqual([
    {
      name: 'control-plane-1',
      ssh: { host: '127.0.0.1', port: 2222, user: 'vagrant', key: '/home/a b/key' },
    },
  ]));

test('variables of inner groups come before those of outer ones, of two alike the later name, and a machine before all', () =>
  expect(
    ini(`a
b ansible_user=own
[outer:children]
x-group
b-group
[x-group]
a
b
[b-group]
a
[b-group:vars]
ansible_user = b
ansible_port = '2200'
[x-group:vars]
ansible_user=x
[outer:vars]
ansible_user=outer
ansible_port=1
ntp_server=pool.example.org
[all:vars]
ansible_ssh_common_args="-F ssh.conf"
ansible_user=everybody
`),
  ).toEqual([
    { name: 'a', ssh: { host: 'a', user: 'x', port: 2200, config: 'ssh.conf' } },
    { name: 'b', ssh: { host: 'b', user: 'own', port: 1, config: 'ssh.conf' } },
  ]));

test('a port may be behind the name, comments stand alone and behind words, and lines may end as on Windows', () =>
  expect(ini('; of mine\r\n  a:2222 # one\r\nb ip6=fd00::1\r\n')).toEqual([
    { name: 'a', ssh: { host: 'a', port: 2222 } },
    { name: 'b', nodeAddressIPv6: 'fd00::1', ssh: { host: 'b' } },
  ]));

test('machines that are in no group of a role are not of the cluster, where groups say roles', () =>
  expect(ini('registry\n[workers]\nb\n[control_plane]\na\n')).toEqual([
    { name: 'b', role: 'worker', ssh: { host: 'b' } },
    { name: 'a', role: 'control-plane', ssh: { host: 'a' } },
  ]));

test.each<[string, string, string[]]>([
  ['a word that is no variable', 'a b\n', ['1:3 inventory/syntax machines.inventory.a']],
  ['quotes that do not end', "a x=1 ansible_user='b\n", ['1:7 inventory/syntax machines.inventory.a']],
  ['a backslash', 'a ansible_user=b\\ c\n', ['1:3 inventory/syntax machines.inventory.a']],
  ['a section of no kind', 'a\n[b:hosts_of]\nc d\n', ['2:1 inventory/syntax machines.inventory']],
  [
    'a group of no section',
    '[b:children]\nc\n[d:vars]\n',
    ['3:1 inventory/group machines.inventory.d', '2:1 inventory/group machines.inventory.c'],
  ],
  [
    'a group that holds itself',
    '[a:children]\nb\n[b:children]\na\n[a]\nx\n',
    ['2:1 inventory/group machines.inventory.a'],
  ],
  [
    'a line that sets nothing',
    'a\n[all:vars]\nansible_user\n',
    ['3:1 inventory/syntax machines.inventory.all'],
  ],
  ['a range of names', 'node[1:3] ansible_user=a\n', ['1:1 inventory/machine machines.inventory.node[1:3]']],
  [
    'a name that no node has',
    '[workers]\na.example.org\n[others]\nB\n',
    ['2:1 inventory/machine machines.inventory.a.example.org'],
  ],
  ['the way over a bastion', 'a\n[bastion]\nb\n', ['3:1 inventory/machine machines.inventory.b']],
  [
    'etcd beside the control planes',
    '[kube_node]\na\n[etcd]\na\n',
    ['2:1 inventory/machine machines.inventory.a'],
  ],
  [
    'a node without a role',
    '[kube_node]\na\n[k8s_cluster]\nb\n',
    ['4:1 inventory/machine machines.inventory.b'],
  ],
  [
    'a password, whatever else is said',
    'a ansible_user=b ansible_password=c\n',
    ['1:18 inventory/variable machines.inventory.a.ansible_password'],
  ],
  [
    "sudo's password, once for all machines",
    'a\nb\n[all:vars]\nansible_become_password=c\n',
    ['4:1 inventory/variable machines.inventory.all.ansible_become_password'],
  ],
  [
    'another way to the machine',
    'a ansible_connection=local\n',
    ['1:3 inventory/variable machines.inventory.a.ansible_connection'],
  ],
  [
    'arguments of ssh',
    "a ansible_ssh_common_args='-o ProxyJump=b'\n",
    ['1:3 inventory/variable machines.inventory.a.ansible_ssh_common_args'],
  ],
  [
    'a misspelt variable',
    'a ansible_hosts=b\n',
    ['1:3 inventory/variable machines.inventory.a.ansible_hosts'],
  ],
  ['a template', 'a ansible_user="{{ me }}"\n', ['1:3 inventory/variable machines.inventory.a.ansible_user']],
  [
    'an address for others',
    'a ip=10.0.0.1 access_ip=10.0.0.2\n',
    ['1:15 inventory/variable machines.inventory.a.access_ip'],
  ],
  [
    'two names of one variable',
    'a ansible_user=b ansible_ssh_user=c\n',
    ['1:18 inventory/variable machines.inventory.a.ansible_ssh_user'],
  ],
  ['a file without machines', '# none\n[all]\n', ['1:1 inventory/machine machines.inventory']],
  ['a program', '#!/bin/sh\necho {}\n', ['1:1 inventory/syntax machines.inventory']],
  ['an encrypted file', '$ANSIBLE_VAULT;1.1;AES256\n3132\n', ['1:1 inventory/syntax machines.inventory']],
])('%s is refused where it is written', (_, text, problems) => expect(wrong(text)).toEqual(problems));

test('all that is wrong comes at once', () =>
  expect(wrong('a b\nc ansible_password=d ansible_connection=winrm\n[e\n')).toEqual([
    '1:3 inventory/syntax machines.inventory.a',
    '3:1 inventory/syntax machines.inventory',
    '2:3 inventory/variable machines.inventory.c.ansible_password',
    '2:22 inventory/variable machines.inventory.c.ansible_connection',
  ]));
