/** Ansible's YAML inventories, and our own lists in YAML and JSON. */
import { hostsIn, problemsIn } from './files';

const yaml = (text: string) => hostsIn('hosts.yaml', text);
const wrong = (text: string) => problemsIn('hosts.yaml', text);

test('groups in YAML are a list of machines, as `ansible-inventory --list --yaml` writes them', () =>
  expect(
    yaml(`all:
  vars: { ansible_user: deploy, ansible_become: true, http_port: 80 }
  children:
    ungrouped: {}
    k8s_cluster:
      children:
        kube_control_plane:
          hosts:
            node1: { ansible_host: 192.0.2.1, ansible_port: 2222 }
        kube_node:
          vars: { ansible_user: worker }
          hosts:
            node1: {}
            node2:
    etcd:
      children: { kube_control_plane: }
`),
  ).toEqual([
    { name: 'node1', role: 'control-plane', ssh: { host: '192.0.2.1', user: 'worker', port: 2222 } },
    { name: 'node2', role: 'worker', ssh: { host: 'node2', user: 'worker' } },
  ]));

test('our own list is taken as it is, in YAML and in JSON', () => {
  const hosts = [{ name: 'a', role: 'worker', zone: 'b', ssh: { host: 'c', key: 'd', config: 'e' } }];
  expect(hostsIn('hosts.json', JSON.stringify(hosts))).toEqual(hosts);
  expect(yaml('- { name: a, role: worker, zone: b, ssh: { host: c, key: d, config: e } }\n')).toEqual(hosts);
});

test.each<[string, string, string[]]>([
  [
    'what is no group',
    'all:\n  machines: { a: }\n',
    ['2:3 inventory/syntax machines.inventory.all.machines'],
  ],
  [
    'a list of machines in a group',
    'all:\n  hosts: [a]\n',
    ['2:3 inventory/syntax machines.inventory.all.hosts'],
  ],
  [
    'merged fields',
    'all:\n  vars: &v { x: 1 }\n  hosts: { a: { <<: *v } }\n',
    ['3:17 inventory/syntax machines.inventory.all.hosts.a.<<'],
  ],
  [
    'a group that holds itself',
    'a: &a\n  children: { b: *a }\n  hosts: { x: }\n',
    ['1:1 inventory/syntax machines.inventory.a', '2:15 inventory/group machines.inventory.b'],
  ],
  [
    'a group in itself by its name',
    'a:\n  hosts: { x: }\n  children: { b: { children: { a: } } }\n',
    ['3:15 inventory/group machines.inventory.a'],
  ],
  [
    'an inventory of a plug-in',
    'plugin: amazon.aws.aws_ec2\n',
    ['1:1 inventory/syntax machines.inventory.plugin'],
  ],
  [
    'a range of names',
    'all: { hosts: { "n[1:3]": } }\n',
    ['1:17 inventory/machine machines.inventory.n[1:3]'],
  ],
  [
    'a password in a vault',
    'all:\n  hosts:\n    a:\n      ansible_password: !vault |\n        $ANSIBLE_VAULT;1.1;AES256\n',
    ['4:7 inventory/variable machines.inventory.a.ansible_password'],
  ],
  ['an error of the syntax', 'all:\n  hosts: {{\n', ['3:1 spec/not-yaml machines.inventory']],
  ['a text', 'machines\n', ['1:1 inventory/syntax machines.inventory']],
  ['an empty list', '[]\n', ['1:1 inventory/machine machines.inventory']],
  ['nothing', '', ['1:1 inventory/machine machines.inventory']],
])('%s is refused where it is written', (_, text, problems) => expect(wrong(text)).toEqual(problems));
