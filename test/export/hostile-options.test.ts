/** Whatever is typed as an option is refused, or stands in the files as it was typed and changes nothing else in them. */
import { parseAllDocuments } from 'yaml';
import { fabricExports } from '../../lib/export';
import type { TestbedSpecInput } from '../../lib/plan';
import { describeWith } from '../provision/programs';
import { lackOfAccProvision, readByPython } from './aci/acc-provision';
import { iniSections } from './ini';
import { prepared } from './prepared';

/** Some end texts, lists and comments, some are no texts in YAML 1.1, some look like others, some are only long. */
const hostile = [
  '',
  ' ',
  'a b',
  '"',
  "it's",
  'a"]/tenant[name="system"',
  'a\nb: c',
  'a\r\n[nsx_v3]\r\ninsecure = True',
  'a: b',
  'a #b',
  'a;b',
  '- a',
  '[a, b]',
  '{a: b}',
  '*alias',
  '&anchor a',
  '!!python/object/apply:os.system [id]',
  '|',
  '>-',
  '---',
  '%(home)s',
  '$HOME',
  '`id`',
  '$(id)',
  '{{ lookup("env", "HOME") }}',
  '<placeholder>',
  '../../etc/passwd',
  '\u0000',
  '\u202eabc',
  'ｅｔｈ０',
  'кластер',
  'a\u2028b',
  '\\',
  'x'.repeat(300),
  '-1',
  '1e3',
  '0x1F',
  '010',
  '1:30',
  '12_000',
  '.inf',
  'no',
  'null',
  'true',
  '2024-01-01',
  '10.3.0.0/24\n',
  '10.0/16',
  '10.0.0.1-10.0.0.2-10.0.0.3',
  'worker-1=leaf-1:e3,worker-1',
  '__proto__',
];

interface Leaf {
  readonly path: string;
  readonly value: unknown;
}

/** Every value in a document, with the path to it. */
function leaves(value: unknown, path = ''): Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}/${key}`));
}

/** Every value in the files, as their readers have it. */
function leavesOf(files: Readonly<Record<string, string>>): Leaf[] {
  return Object.entries(files)
    .filter(([name]) => !name.endsWith('.txt'))
    .flatMap(([name, text]) =>
      parseAllDocuments(text, { version: '1.1' }).flatMap((document) => {
        expect(document.errors).toEqual([]);
        const data = document.toJSON();
        const ini = data?.data?.['ncp.ini'];
        return leaves(ini === undefined ? data : { ...data, data: iniSections(ini) }, name);
      }),
    );
}

const specs: Readonly<Record<string, TestbedSpecInput[]>> = { aci: [{}, { cni: 'calico', mode: 'bgp' }] };
const cases = fabricExports.flatMap(({ name, options }) =>
  (specs[name] ?? [{}]).flatMap((input) =>
    Object.keys(options).map((option) => [name, option, input] as const),
  ),
);

/** Values that are there only beside an option. */
const comesWithIt: Readonly<Record<string, string>> = { nestedVmware: 'vmware' };

const holds = ({ path, value }: Leaf, typed: string) => `${value}`.includes(typed) || path.includes(typed);

test('there are thirty hostile values and more', () =>
  expect(new Set(hostile).size).toBeGreaterThanOrEqual(30));

test.each(cases)('export %s takes no hostile value for %s (%j)', (name, option, input) => {
  const before = new Map(leavesOf(prepared(name, input).files()).map(({ path, value }) => [path, value]));
  let refused = 0;
  for (const value of hostile) {
    const { problems, files } = prepared(name, input, { [option]: value });
    if (problems.length > 0) refused++;
    else {
      const other = leavesOf(files()).filter((leaf) => before.get(leaf.path) !== leaf.value);
      const strange = other.filter((leaf) => !holds(leaf, value) && leaf.value !== comesWithIt[option]);
      expect([option, value, strange]).toEqual([option, value, []]);
      expect(other.map((leaf) => leaf.value)).toContain(value);
    }
  }
  expect(refused).toBeGreaterThanOrEqual(30);
});

describeWith(lackOfAccProvision, "acc-provision's own reader of YAML", () => {
  test.each(['no', 'null', 'true', '1e3', '010', '1:30', '12_000', '2024-01-01', '.inf', '0x1F'])(
    'takes the name %s for a text',
    (name) => {
      const { problems, files } = prepared('aci', {}, { aep: name });
      expect(problems).toEqual([]);
      const read = readByPython(files()['acc-provision.yaml']!) as { aci_config: { aep: unknown } };
      expect(read.aci_config.aep).toBe(name);
    },
  );
});
