/**
 * The interfaces of specs have the fields of the schemas that read specs, with the doc comments that stand there: a type that
 * follows from a schema shows editors none. `UPDATE_DOCS=1 npx jest test/docs` writes them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { packageRoot } from '../../lib/base/package-root';
import { type TestbedSpecInput, testbedSpecSchema } from '../../lib/plan';
import type { AwsPartInput } from '../../lib/provision';
import { awsSpecSchema } from '../../lib/provision/aws/spec';
import { machinesSpecSchema } from '../../lib/provision/machines/spec';
import type { MachinesPartInput } from '../../lib/provision/machines/spec-input';
import { interfacesOf, type Wanted } from './spec-input';

const origin = `test/docs/spec-input.test.ts writes it`;

const sources = { name: 'SourcesInput', about: 'Where machines fetch what they install.' };

const files: readonly (readonly [path: string, about: string, schema: z.ZodObject, wanted: Wanted[]])[] = [
  [
    'lib/plan/input/spec-input.ts',
    'A spec as its user writes it, in JSON, in YAML or in a program',
    testbedSpecSchema,
    [
      {
        name: 'TestbedSpecInput',
        about: 'A spec as a user writes it. Every field has a default, so `{}` is a whole spec.',
        path: '',
      },
      { name: 'ZoneInput', about: 'A zone of a spec: a subnet of nodes.', path: 'zones[].' },
      {
        name: 'ReservedRangeInput',
        about: 'A range that the plan must keep clear of.',
        path: 'reserved[].',
      },
      {
        name: 'NodeSettingsInput',
        about: 'What a spec says of one node that is not as the others.',
        path: 'nodes[].',
      },
      { name: 'CardInput', about: 'A card that every node has.', path: 'cards[].' },
    ],
  ],
  [
    'lib/provision/aws/spec-input.ts',
    "AWS' part of a spec as its user writes it",
    z.strictObject({ aws: awsSpecSchema }),
    [
      { name: 'AwsPartInput', about: "The part of a spec that is AWS' own.", path: 'aws.' },
      { ...sources, path: 'aws.sources.', from: '../sources/spec-input' },
    ],
  ],
  [
    'lib/provision/machines/spec-input.ts',
    'The list of machines in a spec as its user writes it',
    z.strictObject({ machines: machinesSpecSchema }),
    [
      {
        name: 'MachinesPartInput',
        about: 'The part of a spec that is about machines that one has.',
        path: 'machines.',
      },
      { name: 'MachineInput', about: 'A machine that one has.', path: 'machines.hosts[].' },
      { name: 'MachineSshInput', about: 'How ssh gets at a machine.', path: 'machines.hosts[].ssh.' },
      { ...sources, path: 'machines.sources.', from: '../sources/spec-input' },
    ],
  ],
  [
    'lib/provision/sources/spec-input.ts',
    'Where machines fetch what they install, as the user of a spec writes it',
    z.strictObject({ machines: machinesSpecSchema }),
    [
      { ...sources, path: 'machines.sources.' },
      {
        name: 'ProxyInput',
        about: 'The HTTP proxy of a site.',
        path: 'machines.sources.proxy.',
      },
      {
        name: 'PackagesInput',
        about: 'Where packages and archives are.',
        path: 'machines.sources.packages.',
      },
    ],
  ],
];

test.each(files)('%s has the fields and the doc comments of its schema', (path, about, schema, wanted) => {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const text = `/** ${about}; ${origin} from the schema. */\n\n${interfacesOf(json, wanted)}`;
  const file = join(packageRoot, path);
  if (process.env.UPDATE_DOCS) writeFileSync(file, text);
  expect(readFileSync(file, 'utf8')).toBe(text);
});

/** T with nothing in it that can be written to. */
type Fixed<T> = { readonly [K in keyof T]: Fixed<T[K]> };

/** Whether each can stand for the other: where they cannot, this file does not compile. */
type Same<A, B> = [A] extends [B]
  ? [B] extends [A]
    ? [keyof A] extends [keyof B]
      ? true
      : never
    : never
  : never;

test('the types of the interfaces are those that the schemas read', () => {
  const spec: Same<TestbedSpecInput, Fixed<z.input<typeof testbedSpecSchema>>> = true;
  const aws: Same<AwsPartInput, Fixed<z.input<typeof awsSpecSchema>>> = true;
  const machines: Same<MachinesPartInput, Fixed<z.input<typeof machinesSpecSchema>>> = true;
  expect([spec, aws, machines]).toEqual([true, true, true]);
});
