/** The doc comments of fields, as the sources have them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';

/** What a field's doc comment says. */
export interface FieldText {
  /** Meaning and unit. */
  readonly about: string;
  /** Text of its `@default`. */
  readonly otherwise?: string;
}

/** Schemas whose fields are a spec's: the file, the constant, and the path of its fields. */
const sources: readonly (readonly [file: string, name: string, path: string])[] = [
  ['lib/plan/testbed-spec.ts', 'testbedSpecSchema', ''],
  ['lib/plan/testbed-spec.ts', 'zone', 'zones[].'],
  ['lib/plan/testbed-spec.ts', 'reservedRange', 'reserved[].'],
  ['lib/plan/testbed-spec.ts', 'nodeSettings', 'nodes[].'],
  ['lib/plan/testbed-spec.ts', 'card', 'cards[].'],
  ['lib/provision/aws/spec.ts', 'awsSpecSchema', 'aws.'],
  ['lib/provision/machines/spec.ts', 'machinesSpecSchema', 'machines.'],
  ['lib/provision/machines/spec.ts', 'hostSchema', 'machines.hosts[].'],
  ['lib/provision/machines/spec.ts', 'ssh', 'machines.hosts[].ssh.'],
  ...['aws', 'machines'].flatMap((cloud): (readonly [string, string, string])[] => [
    ['lib/provision/sources/spec.ts', 'sourcesSchema', `${cloud}.sources.`],
    ['lib/provision/sources/spec.ts', 'proxyFields', `${cloud}.sources.proxy.`],
    ['lib/provision/sources/spec.ts', 'packagesFields', `${cloud}.sources.packages.`],
  ]),
];

/** By path of the field, such as `zones[].nodeCidr`. */
export function fieldTexts(): Readonly<Record<string, FieldText>> {
  return Object.fromEntries(
    sources.flatMap(([file, name, path]) => {
      const text = readFileSync(join(packageRoot, file), 'utf8');
      const block = new RegExp(`const ${name} = .*\\{\\n([\\s\\S]*?)\\n\\}`).exec(text)?.[1] ?? '';
      return Array.from(
        block.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n {2}(\w+)(?=[:,])/g),
        ([, said, field]) => [`${path}${field}`, textOf(said!)],
      );
    }),
  );
}

function textOf(comment: string): FieldText {
  const [about = '', otherwise] = comment
    .replace(/\n\s*\*/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .split(/ ?@default /);
  return { about, ...(otherwise !== undefined && { otherwise }) };
}
