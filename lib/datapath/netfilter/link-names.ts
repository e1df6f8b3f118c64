/** Whether a link has the name, of which a `*` at the end stands for any rest. A link that is not there has an empty name. */
export function isNamed(link: string | undefined, name: string): boolean {
  return name.endsWith('*') ? (link ?? '').startsWith(name.slice(0, -1)) : (link ?? '') === name;
}
