/** Variables in files beside an inventory: what they say of machines is not passed over. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { folder, hostsIn, problemsIn, written } from './files';

const ini = '[kube_node]\nhand\n';

beforeAll(() => {
  for (const path of ['group_vars/all', 'host_vars']) mkdirSync(join(folder, path), { recursive: true });
});

test('those of playbooks, of others, encrypted ones and broken ones are none of ours', () => {
  written('group_vars/all/all.yml', '---\nhttp_port: 80\nansible_python_interpreter: /usr/bin/python3\n');
  written('group_vars/others.yml', 'ansible_user: other\n');
  written('host_vars/foot.yml', 'ip: 10.0.0.7\n');
  written('group_vars/kube_node', '$ANSIBLE_VAULT;1.1;AES256\n3132\n');
  written('host_vars/hand.json', '{');
  expect(hostsIn('hosts.ini', ini)).toEqual([{ name: 'hand', role: 'worker', ssh: { host: 'hand' } }]);
});

test('those that say how machines are reached, or what they are, are refused at their places', () => {
  written('group_vars/all/all.yml', '---\nhttp_port: 80\nansible_user: deploy\n');
  written('group_vars/kube_node', 'ansible_port: 2222\n');
  written('host_vars/hand.json', '{"ip": "10.0.0.7"}');
  expect(problemsIn('hosts.ini', ini).sort()).toEqual([
    '1:1 inventory/variable machines.inventory.ansible_port',
    '1:2 inventory/variable machines.inventory.ip',
    '3:1 inventory/variable machines.inventory.ansible_user',
  ]);
});
