import { parse } from 'yaml';
import { cnis } from '../../../lib/cni';
import { collect, defaultZone, type TestbedSpecInput } from '../../../lib/plan';
import { commentedSpec, requestedSpec, scenarios, specJsonSchema } from '../../../lib/run';
import { fieldTexts } from '../../docs/doc-comments';
import { fieldsOf } from '../../docs/schema-fields';

const read = (input: unknown) => requestedSpec({ input: { ...(input as object) } });
const written = (input: TestbedSpecInput) => commentedSpec({ input }, 'testbed.yaml');
/** The file with every field set: without the first # of the lines from `#field:` on, and of fields inside of others. */
const withAll = (text: string) =>
  text
    .split('\n\n')
    .map((block) => block.replace(/^#\w[\s\S]*/m, (field) => field.replace(/^#/gm, '')))
    .join('\n\n')
    .replace(/^( +)#(?=\w| {2})/gm, '$1');
/** `zones[].name` and so on, of a value. */
function pathsOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => pathsOf(one, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const own = path === '' ? name : `${path}.${name}`;
    return [own, ...pathsOf(inner, own)];
  });
}

const inputs: readonly (readonly [string, object])[] = [
  ['nothing', {}],
  ['a region of AWS', { aws: { region: 'eu-west-1' } }],
  ['reserved ranges', { reserved: [{ name: 'VPN: "all"', cidr: '172.20.0.0/16' }] }],
  ['a schema', { $schema: './testbed.schema.json' }],
  // but in two zones, between which there is something
  ['all that is commented out', { ...parse(withAll(written({}))), zones: [defaultZone(0), defaultZone(1)] }],
  ...Object.entries(scenarios).map(([name, { spec }]) => [`scenario ${name}`, spec] as const),
  ...cnis.flatMap(({ name, modes }) =>
    modes.map(
      (mode) => [`${name} ${mode.name}`, { cni: name, mode: mode.name, ipFamily: 'dual' as const }] as const,
    ),
  ),
];

describe('a commented spec', () => {
  test.each(inputs)('asks for what it was made from: %s', (_, input) => {
    const wanted = collect([], () => read(input));
    if (wanted) expect(read(parse(written(input)))).toEqual(wanted);
    else expect(() => written(input)).toThrow();
  });

  test('has every field, set or commented out', () => {
    const fields = fieldsOf(specJsonSchema()).filter((field) => field !== '$schema');
    const inKeys = /\.(images|charts|subnetIds)\./; // keys that the user chooses
    const found = pathsOf(parse(withAll(written({})))).filter((path) => !inKeys.test(path));
    expect([...new Set(found)].sort()).toEqual([...fields].filter((path) => !inKeys.test(path)).sort());
  });

  test('says of every field what its doc comment says', () => {
    const words = written({}).replace(/\s*\n[ #]*/g, ' ');
    const missing = Object.entries(fieldTexts()).filter(
      ([, { about, otherwise = '' }]) =>
        ![about, otherwise].every((text) => words.includes(text.replaceAll('`', '').replace(/\s+/g, ' '))),
    );
    expect(missing).toEqual([]);
  });

  test('names the file in its commands as a shell takes it, and in one line', () => {
    const named = (file: string) => commentedSpec({ input: {} }, file);
    expect(named('my spec.yaml')).toContain("testbed lab --spec 'my spec.yaml'\n");
    expect(parse(named('a\nworkers: 7\n#.yaml')).workers).toBe(2);
  });

  test('is not written of what is unsound', () => {
    expect(() => written({ podCidr: '10.96.0.0/16' })).toThrow(/overlaps/);
    expect(() => written({ mode: 'bgp' })).toThrow(/mode/);
  });
});
