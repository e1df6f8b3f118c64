import { packageFile, renderFile } from '../../base/render';

/** A file that a node finds at its first boot. */
export interface NodeFile {
  readonly path: string;
  /** Octal, as chmod takes it. */
  readonly permissions: '0600' | '0644' | '0755';
  readonly content: string;
}

/** A file for people and programs to read, at an absolute path. */
export const file = (
  path: string,
  content: string,
  permissions: NodeFile['permissions'] = '0644',
): NodeFile => ({ path, permissions, content });

/** A file of the testbed's own configuration. */
export const etc = (name: string, content: string): NodeFile => file(`/etc/testbed/${name}`, content);

/** A file of the testbed's own programs; scripts can be run. */
export const program = (name: string, content: string): NodeFile =>
  file(`/opt/testbed/${name}`, content, name.endsWith('.sh') ? '0755' : '0644');

/** Each text with the end of a line. */
export const lines = (items: readonly string[]): string => items.map((item) => `${item}\n`).join('');

/** A file of files/, filled where there are values for it. */
export function template(name: string, values?: Readonly<Record<string, string>>): string {
  const path = `provision/boot/files/${name}`;
  return values ? renderFile(path, values) : packageFile(path);
}
