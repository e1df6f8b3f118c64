/** Which groups a machine of an inventory is in, by way of other groups too. */
import type { AnsibleGroup, AnsibleInventory } from './ansible';

/** Groups by machine. */
export interface Groups {
  /** Names of the machines of all of these groups that there are. */
  members(names: readonly string[]): ReadonlySet<string>;
  /** Groups of a machine, those last whose variables count: inner groups, and of two beside one another by name. */
  of(host: string): readonly AnsibleGroup[];
}

/** The groups; a group that holds itself is among the refused from then on. */
export function groupsIn(inventory: AnsibleInventory): Groups {
  refuseCircles(inventory);
  const groups = [...inventory.groups.values()];
  const members = new Map(groups.map(({ name }) => [name, membersOf(inventory, name)]));
  const depths = depthsOf(groups);
  const rank = ({ name }: AnsibleGroup) => depths.get(name) ?? 0;
  const holds = ({ name }: AnsibleGroup, host: string) => name === 'all' || members.get(name)?.has(host);
  return {
    members: (names) => new Set(names.flatMap((name) => [...(members.get(name) ?? [])])),
    of: (host) =>
      groups
        .filter((group) => holds(group, host))
        .sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1)),
  };
}

/** Groups that hold themselves, by whatever way, hold nothing then. */
function refuseCircles(inventory: AnsibleInventory): void {
  for (const group of inventory.groups.values())
    for (const { name, at } of group.children.values()) {
      if (!within(inventory, name).has(group.name)) continue;
      group.children.delete(name);
      const rule = `${name} holds ${group.name} already`;
      const remedy = 'Remove it from one of the two';
      inventory.refused.push({ code: 'inventory/group', of: group.name, rule, remedy, at });
    }
}

/** The group, and all groups in it. */
function within(inventory: AnsibleInventory, name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const child of inventory.groups.get(name)?.children.keys() ?? []) within(inventory, child, found);
  return found;
}

function membersOf(inventory: AnsibleInventory, name: string): Set<string> {
  const groups = [...within(inventory, name)].flatMap((one) => inventory.groups.get(one) ?? []);
  return new Set(groups.flatMap(({ hosts }) => [...hosts]));
}

/** Groups on the longest way to each from all machines. */
function depthsOf(groups: readonly AnsibleGroup[]): ReadonlyMap<string, number> {
  const depths = new Map([['all', 0]]);
  const depthOf = (name: string): number => {
    const known = depths.get(name);
    if (known !== undefined) return known;
    const around = groups.filter(({ children }) => children.has(name));
    const depth = around.reduce((most, group) => Math.max(most, 1 + depthOf(group.name)), 1);
    depths.set(name, depth);
    return depth;
  };
  for (const { name } of groups) depthOf(name);
  return depths;
}
