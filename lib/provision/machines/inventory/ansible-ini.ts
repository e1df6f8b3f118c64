/**
 * Inventories in Ansible's INI form: sections of machines, of groups and of variables.
 * https://docs.ansible.com/ansible/latest/collections/ansible/builtin/ini_inventory.html
 */
import type { TextPlace } from '../../../base/located';
import { AnsibleInventory, type Named } from './ansible';
import { iniWords } from './ini-words';

/** Where lines belong: to which group, as what. */
interface Section extends Named {
  readonly kind: string;
}

interface Line {
  readonly text: string;
  /** Of its first character. */
  readonly at: TextPlace;
}

/** What a kind of section has on each of its lines. */
type Take = (line: Line, group: string, inventory: AnsibleInventory) => void;

const kinds: Readonly<Record<string, Take>> = { hosts: takeHost, children: takeChild, vars: takeVariable };

/** What the text says; what cannot be read is among the refused. */
export function readIni(text: string): AnsibleInventory {
  const inventory = new AnsibleInventory();
  const sections: Section[] = [];
  let take: ((line: Line) => void) | undefined = (line) => takeHost(line, 'ungrouped', inventory);
  for (const line of linesOf(text)) {
    if (!line.text.startsWith('[')) {
      take?.(line); // below what is no section, lines say nothing
      continue;
    }
    const section = sectionIn(line);
    if (section) {
      sections.push(section);
      inventory.group(section);
      take = (inside) => kinds[section.kind]?.(inside, section.name, inventory);
    } else {
      take = undefined;
      refuseLine(inventory, line, 'it is no section: [GROUP], [GROUP:children] or [GROUP:vars]');
    }
  }
  refuseUndefined(inventory, sections);
  return inventory;
}

/** Lines that say something. */
function linesOf(text: string): Line[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  return lines.flatMap((whole, i) => {
    const column = 1 + whole.length - whole.trimStart().length;
    const line = whole.trim();
    return /^([#;]|$)/.test(line) ? [] : [{ text: line, at: { line: i + 1, column } }];
  });
}

function sectionIn({ text, at }: Line): Section | undefined {
  const [, name, kind = 'hosts'] = /^\[([^:\]\s]+)(?::(\w+))?\]\s*(?:#.*)?$/.exec(text) ?? [];
  return name !== undefined && Object.hasOwn(kinds, kind) ? { name, kind, at } : undefined;
}

function refuseLine(inventory: AnsibleInventory, { text, at }: Line, rule: string, of?: string): void {
  const remedy = 'Correct it';
  inventory.refused.push({ code: 'inventory/syntax', of, value: JSON.stringify(text), rule, remedy, at });
}

const hostLine = 'a machine has a line with its name, then VARIABLE=VALUE, quoted where that has spaces';

/** `NAME VARIABLE=VALUE …`, where NAME may end with `:PORT`. */
function takeHost({ text, at }: Line, group: string, inventory: AnsibleInventory): void {
  const { words, fault } = iniWords(text, at);
  const [first, ...rest] = words;
  const variables = rest.map((word) => ({ word, parts: /^([^=]+)=(.*)$/s.exec(word.text) }));
  const wrong = fault ?? variables.find(({ parts }) => !parts)?.word;
  if (wrong) refuseLine(inventory, hidden(wrong), hostLine, first?.text);
  if (!first) return;
  const [, name = first.text, port] = /^([^:]+):(\d+)$/.exec(first.text) ?? [];
  const { vars } = inventory.host({ name, at: first.at });
  inventory.group({ name: group }).hosts.add(name);
  if (port !== undefined) vars.set('ansible_port', { name: 'ansible_port', value: port, at: first.at });
  for (const { word, parts } of variables)
    if (parts) vars.set(parts[1]!, { name: parts[1]!, value: parts[2]!, at: word.at });
}

/** What cannot be read may be a password: its name alone is shown. */
const hidden = ({ text, at }: Line): Line => ({ text: text.replace(/=.*/s, '=…'), at });

function takeChild({ text, at }: Line, group: string, inventory: AnsibleInventory): void {
  const [, name] = /^([^:\]\s]+)\s*(?:#.*)?$/.exec(text) ?? [];
  if (name !== undefined) inventory.group({ name: group }).children.set(name, { name, at });
  else refuseLine(inventory, { text, at }, 'a line of [GROUP:children] is the name of a group', group);
}

/** `VARIABLE = VALUE`: the value is the rest of the line, and quotes around all of it are no part of it. */
function takeVariable({ text, at }: Line, group: string, inventory: AnsibleInventory): void {
  const [, name, rest = ''] = /^([^=\s]+)\s*=\s*(.*)$/.exec(text) ?? [];
  const value = /^(["'])([^"'\\]*)\1$/.exec(rest)?.[2] ?? rest;
  if (name !== undefined) inventory.group({ name: group }).vars.set(name, { name, value, at });
  else refuseLine(inventory, hidden({ text, at }), 'a line of [GROUP:vars] is VARIABLE=VALUE', group);
}

/** As for Ansible, a group is there by a section of its machines or groups, but for `all` and `ungrouped`. */
function refuseUndefined(inventory: AnsibleInventory, sections: readonly Section[]): void {
  const defined = new Set(['all', 'ungrouped']);
  for (const { kind, name } of sections) if (kind !== 'vars') defined.add(name);
  const children = [...inventory.groups.values()].flatMap((group) => [...group.children.values()]);
  for (const { name, at } of [...sections, ...children]) {
    if (defined.has(name)) continue;
    const rule = 'the file has no such group';
    const remedy = `Add a section [${name}], or correct the name`;
    inventory.refused.push({ code: 'inventory/group', of: name, rule, remedy, at });
  }
}
