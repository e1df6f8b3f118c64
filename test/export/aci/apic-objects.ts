/** The calls that acc-provision makes of the APIC, short enough to read: without its user, whose key is new each time. */

interface ApicObject {
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly Readonly<Record<string, ApicObject>>[];
}

/** A line for each path and each object, children further in. */
export function apicObjects(text: string): string {
  return text
    .split(/^(?=\/api\/)/m)
    .filter((call) => !call.includes('/userext/'))
    .flatMap((call) => {
      const [path = '', ...lines] = call.split('\n');
      const body = lines.join('\n').trim();
      return [path, ...(body.startsWith('{') ? objectsIn(JSON.parse(body), '  ') : [])];
    })
    .concat('')
    .join('\n');
}

function objectsIn(named: Readonly<Record<string, ApicObject>>, indent: string): string[] {
  return Object.entries(named).flatMap(([kind, { attributes = {}, children = [] }]) => [
    [`${indent}${kind}`, ...Object.entries(attributes).flatMap(([key, value]) => attribute(key, value))].join(
      ' ',
    ),
    ...children.flatMap((child) => objectsIn(child, `${indent}  `)),
  ]);
}

/** Every object says who made it, which is said once. */
const attribute = (key: string, value: string) => (key === 'annotation' ? [] : [`${key}=${value}`]);
