/** An inventory of Ansible's as it is written, before anything follows from it. */
import type { TextPlace } from '../../../base/located';
import type { FieldPlace } from '../../spec-file/spec-data';

/** A name where it is written. */
export interface Named {
  readonly name: string;
  readonly at?: TextPlace;
}

/** A variable as it was said. */
export interface Said extends Named {
  readonly value: unknown;
}

/** A machine with the variables of its own, by name: the last one counts. */
export interface AnsibleHost extends Named {
  readonly vars: Map<string, Said>;
}

/** A group of machines and of other groups, with the variables that it gives them. */
export interface AnsibleGroup extends AnsibleHost {
  /** Names of its machines. */
  readonly hosts: Set<string>;
  /** Groups in it, by name. */
  readonly children: Map<string, Named>;
}

/** What cannot be read, or is not taken. */
export interface Refused {
  /** What it is of: a machine, a group, a section. @default the whole file */
  readonly of?: string;
  readonly code: 'inventory/syntax' | 'inventory/variable' | 'inventory/group' | 'inventory/machine';
  /** @default given */
  readonly value?: string;
  readonly rule: string;
  readonly remedy: string;
  readonly at?: FieldPlace;
}

/** Machines and groups in the order of the file, by name. */
export class AnsibleInventory {
  readonly hosts = new Map<string, AnsibleHost>();
  readonly groups = new Map<string, AnsibleGroup>();
  readonly refused: Refused[] = [];

  /** The machine of that name, which is there from now on. */
  host({ name, at }: Named): AnsibleHost {
    const host = this.hosts.get(name) ?? { name, at, vars: new Map() };
    this.hosts.set(name, host);
    return host;
  }

  /** The group of that name, which is there from now on. */
  group({ name, at }: Named): AnsibleGroup {
    const group = this.groups.get(name) ?? {
      ...{ name, at },
      ...{ vars: new Map(), hosts: new Set<string>(), children: new Map() },
    };
    this.groups.set(name, group);
    return group;
  }
}

/** What writes any inventory in a form that is read here. */
export const writtenOut = '`ansible-inventory -i FILE --list --yaml` writes it in a form that is read';
