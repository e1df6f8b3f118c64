/** Texts of files. Installers read YAML 1.1, where `no`, `1:30` and `0o17` are no texts: what looks like those is quoted. */
import { stringify } from 'yaml';
import { wrapped } from '../base/wrap';

/** Each note as a comment of YAML, INI and the like. */
export function commented(notes: readonly string[]): string {
  return notes.map((note) => `${wrapped(`# ${note}`, lineWidth).replace(/\n {2}/g, '\n# ')}\n`).join('');
}

const lineWidth = 118;

/** A YAML file that begins with notes. */
export function yamlFile(notes: readonly string[], data: unknown): string {
  return `${commented(notes)}---\n${stringify(data, { schema: 'yaml-1.1', lineWidth: 0, aliasDuplicateObjects: false })}`;
}
