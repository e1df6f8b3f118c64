/** The machines of an inventory of Ansible's, as our own list has them. */
import { append } from '../../../base/lists';
import type { TextPlace } from '../../../base/located';
import type { AnsibleHost, AnsibleInventory } from './ansible';
import { type Groups, groupsIn } from './groups';
import { misnamed, misplaced, type Role, rolesIn } from './roles';
import { type Field, fieldsOf, type InForce } from './variables';

/** A machine as our list has it, and where it is written. */
export interface FoundHost {
  readonly host: Readonly<Record<string, unknown>>;
  /** Places by field, such as `ssh.port`; `name` is the machine's own. */
  readonly places: ReadonlyMap<string, TextPlace | undefined>;
}

/** The machines. What is not taken is among the inventory's refused from then on. */
export function machinesOf(inventory: AnsibleInventory): FoundHost[] {
  const groups = groupsIn(inventory);
  const roles = rolesIn(groups);
  const all = [...inventory.hosts.values()];
  append(inventory.refused, misplaced(all, groups, roles));
  const listed = roles.size > 0 ? all.filter(({ name }) => roles.has(name)) : all;
  append(inventory.refused, misnamed(listed));
  return listed.map((host) => {
    const { fields, refused } = fieldsOf(inForce(host, groups));
    append(inventory.refused, refused);
    return machineOf(host, roles.get(host.name), fields);
  });
}

/** The variables that a machine has in the end. */
function inForce(host: AnsibleHost, groups: Groups): Map<string, InForce> {
  const vars = new Map<string, InForce>();
  for (const owner of [...groups.of(host.name), host])
    for (const said of owner.vars.values()) vars.set(said.name, { ...said, of: owner.name });
  return vars;
}

function machineOf({ name, at }: AnsibleHost, role: Role | undefined, fields: readonly Field[]): FoundHost {
  const places = new Map([['name', at], ...fields.map(({ path, said }) => [path, said.at] as const)]);
  const own = fields.filter(({ path }) => !path.startsWith('ssh.'));
  const ssh = fields.filter(({ path }) => path.startsWith('ssh.'));
  return {
    host: {
      ...{ name, ...(role && { role }) },
      ...Object.fromEntries(own.map(({ path, value }) => [path, value])),
      ssh: { host: name, ...Object.fromEntries(ssh.map(({ path, value }) => [path.slice(4), value])) },
    },
    places,
  };
}
