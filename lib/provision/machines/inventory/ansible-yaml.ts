/**
 * Inventories in Ansible's YAML form: groups with `hosts`, `vars` and `children`.
 * https://docs.ansible.com/ansible/latest/collections/ansible/builtin/yaml_inventory.html
 */
import type { LocatedData } from '../../../base/located';
import { type AnsibleHost, AnsibleInventory, writtenOut } from './ansible';

type Path = readonly string[];

/** Parts on the way to a group at most: aliases can make one that holds itself. */
const deepest = 40;

/** What the groups say; what cannot be read is among the refused. */
export function readGroups(text: LocatedData): AnsibleInventory {
  const reader = new GroupReader(text.placeOf);
  for (const [path, group] of reader.fieldsAt([], text.data)) reader.takeGroup(path, group);
  return reader.inventory;
}

class GroupReader {
  readonly inventory = new AnsibleInventory();

  constructor(private readonly placeOf: LocatedData['placeOf']) {}

  /** Paths and values of the fields below a path; nothing has none. */
  fieldsAt(path: Path, value: unknown): (readonly [path: Path, value: unknown])[] {
    if (value === null || value === undefined) return [];
    if (typeof value !== 'object' || Array.isArray(value))
      return this.refuse(path, 'it must be a set of fields', `Write NAME: for each of them. ${writtenOut}`);
    if (Object.hasOwn(value, '<<'))
      return this.refuse([...path, '<<'], 'fields that << merges are not read', 'Write them out');
    return Object.entries(value).map(([name, inside]) => [[...path, name], inside]);
  }

  takeGroup(path: Path, value: unknown): void {
    if (path.length > deepest) {
      this.refuse(path.slice(0, 1), 'groups in it are nested too deeply', 'Let no group hold itself');
      return;
    }
    const { vars } = this.inventory.group(this.named(path));
    for (const [inner, inside] of this.fieldsAt(path, value)) {
      const part = inner.at(-1);
      if (part === 'hosts') this.takeHosts(inner, inside);
      else if (part === 'children') this.takeChildren(inner, inside);
      else if (part === 'vars') this.takeVars(inner, inside, vars);
      else this.refuse(inner, 'a group has hosts, vars and children, and nothing else', writtenOut);
    }
  }

  private takeHosts(path: Path, value: unknown): void {
    for (const [own, vars] of this.fieldsAt(path, value)) {
      const named = this.named(own);
      this.inventory.group({ name: path.at(-2)! }).hosts.add(named.name);
      this.takeVars(own, vars, this.inventory.host(named).vars);
    }
  }

  private takeChildren(path: Path, value: unknown): void {
    for (const [own, group] of this.fieldsAt(path, value)) {
      const named = this.named(own);
      this.inventory.group({ name: path.at(-2)! }).children.set(named.name, named);
      this.takeGroup(own, group);
    }
  }

  private takeVars(path: Path, value: unknown, vars: AnsibleHost['vars']): void {
    for (const [own, said] of this.fieldsAt(path, value)) {
      const named = this.named(own);
      vars.set(named.name, { ...named, value: said });
    }
  }

  private named(path: Path) {
    return { name: path.at(-1)!, at: this.placeOf(path) };
  }

  private refuse(path: Path, rule: string, remedy: string): [] {
    const { of, at } = { of: path.join('.') || undefined, at: this.placeOf(path) ?? { line: 1, column: 1 } };
    this.inventory.refused.push({ code: 'inventory/syntax', of, rule, remedy, at });
    return [];
  }
}
