/** What groups say of machines: their roles, and what the testbed does not take from them. */
import { specName } from '../../../plan';
import { type AnsibleHost, type Refused, writtenOut } from './ansible';
import type { Groups } from './groups';

/** What a machine of the cluster does. */
export type Role = 'control-plane' | 'worker';

/** Groups of a role: as kubespray names them, as it named them, and in short. */
const planes = ['kube_control_plane', 'kube-master', 'control_plane'];
const workers = ['kube_node', 'kube-node', 'workers'];
const clusters = ['k8s_cluster', 'k8s-cluster'];

/** Roles by machine; none where no group says any. What is in groups of both is a control plane: all nodes have pods here. */
export function rolesIn(groups: Groups): ReadonlyMap<string, Role> {
  const roles = new Map<string, Role>();
  for (const name of groups.members(workers)) roles.set(name, 'worker');
  for (const name of groups.members(planes)) roles.set(name, 'control-plane');
  return roles;
}

/** Machines whose names no node can have. */
export function misnamed(hosts: readonly AnsibleHost[]): Refused[] {
  return hosts
    .filter(({ name }) => !isRange(name) && !specName.safeParse(name).success)
    .flatMap((host) => refusedOf([host], () => true, noLabel(host.name)));
}

/** Machines that mean something in an inventory that they cannot mean here. */
export function misplaced(
  hosts: readonly AnsibleHost[],
  groups: Groups,
  roles: ReadonlyMap<string, Role>,
): Refused[] {
  const [bastions, etcd, cluster] = [['bastion'], ['etcd'], clusters].map(groups.members);
  const isPlane = (name: string) => roles.get(name) === 'control-plane';
  return [
    ...refusedOf(hosts, ({ name }) => isRange(name), ranges),
    ...refusedOf(hosts, ({ name }) => bastions!.has(name), wayIn),
    ...(roles.size === 0
      ? [] // all machines are nodes then, and their names say the roles
      : [
          ...refusedOf(hosts, ({ name }) => etcd!.has(name) && !isPlane(name), otherEtcd),
          ...refusedOf(hosts, ({ name }) => cluster!.has(name) && !roles.has(name), noRole),
        ]),
  ];
}

const isRange = (name: string) => /\[.*\]/.test(name);

type Text = Pick<Refused, 'rule' | 'remedy'>;

const refusedOf = (hosts: readonly AnsibleHost[], is: (host: AnsibleHost) => boolean, text: Text) =>
  hosts
    .filter(is)
    .map(({ name, at }): Refused => ({ code: 'inventory/machine', of: name, value: 'given', at, ...text }));

const noLabel = (name: string): Text => ({
  rule: 'it is to be the name of a node: lower-case letters, digits and inner hyphens, at most 40',
  remedy: `Give it such a name, and say how it is reached: ansible_host is ${name}`,
});

const ranges: Text = { rule: 'ranges of names are not read', remedy: `Name each machine. ${writtenOut}` };

const wayIn: Text = {
  rule: 'a bastion would be the way to the others, and ssh alone knows ways here',
  remedy: 'Leave it out, and name it as ProxyJump in the ssh configuration',
};

const otherEtcd: Text = {
  rule: 'etcd runs on the control planes, and this is none',
  remedy: `Leave it out of etcd, or add it to ${planes[0]}`,
};

const noRole: Text = {
  rule: `it is in ${clusters[0]}, and no group says its role`,
  remedy: `Add it to ${planes[0]} or ${workers[0]}`,
};
