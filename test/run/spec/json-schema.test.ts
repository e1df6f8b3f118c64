/** The JSON Schema says of a spec's form what the parser says: neither takes what the other refuses. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import fc from 'fast-check';
import { parse } from 'yaml';
import { cnis } from '../../../lib/cni';
import { collect, type Problem, parseSpec } from '../../../lib/plan';
import { specParts } from '../../../lib/provision/cloud';
import { clouds } from '../../../lib/provision/clouds';
import { readSpec } from '../../../lib/read-spec';
import { scenarios, specJsonSchema } from '../../../lib/run';
import { plannedTestbed } from '../../../lib/testbed';
import { ranges, roomySpecs } from '../../arbitraries';
import { pages } from '../../docs/pages';

const accepts = new Ajv({ allErrors: true, strict: true, strictRequired: false }).compile(specJsonSchema());
const parts = specParts(clouds);

/** What a schema can know: the form of a field, whatever the others hold. */
const ofForm: readonly Problem['code'][] = [
  ...(['not-a-spec', 'unknown-field', 'wrong-type', 'wrong-format', 'out-of-bounds'] as const),
  ...(['not-a-choice', 'not-a-range', 'not-an-address', 'wrong-family'] as const),
];

function formalProblems(spec: unknown): Problem[] {
  const found: Problem[] = [];
  const read = collect(found, () => readSpec(spec, { parts }));
  if (read) collect(found, () => plannedTestbed(read));
  return found.filter(({ code }) => ofForm.includes(code));
}

const cases = ['plan', 'error'].flatMap((kind) => {
  const folder = join(__dirname, '../../cases', kind);
  return readdirSync(folder).map(
    (name) => [`${kind}/${name}`, readFileSync(join(folder, name), 'utf8')] as const,
  );
});
const yaml = (text: string): { spec?: unknown } => {
  try {
    return { spec: parse(text, { logLevel: 'error' }) };
  } catch {
    return {};
  }
};
const written = cases.flatMap(([name, text]) => {
  const { spec } = yaml(text.split('\n----------\n')[0]!);
  return spec === undefined || spec === null ? [] : [[name, spec] as const];
});

describe('the JSON Schema of a spec', () => {
  test.each(written)('judges the form of %s as the parser does', (_, spec) => {
    expect(accepts(spec)).toBe(formalProblems(spec).length === 0);
  });

  test('has seen cases of both kinds', () => {
    const outcomes = written.map(([, spec]) => formalProblems(spec).length > 0);
    expect(outcomes.filter(Boolean).length).toBeGreaterThan(10);
    expect(outcomes.filter((refused) => !refused).length).toBeGreaterThan(20);
  });

  const { context } = JSON.parse(readFileSync(join(__dirname, '../../../cdktf.json'), 'utf8'));
  const examples = pages().flatMap(({ path, blocks }) =>
    blocks
      .filter(({ language }) => language === 'yaml')
      .map(({ line, lines }) => [`${path}:${line}`, parse(lines.join('\n'))] as const),
  );
  test.each<readonly [string, unknown]>([
    ['nothing', {}],
    ['cdktf.json', context.testbed],
    ...examples,
    ...Object.entries(scenarios).map(([name, { spec }]) => [`scenario ${name}`, spec] as const),
  ])('accepts %s', (_, spec) => {
    expect([accepts(spec), accepts.errors]).toEqual([true, null]);
  });

  test.each(
    cnis.flatMap(({ name, modes, dataPlanes }) =>
      modes.flatMap((mode) => dataPlanes.map((dataPlane) => [name, mode.name, dataPlane] as const)),
    ),
  )('accepts %s %s %s', (cni, mode, dataPlane) => expect(accepts({ cni, mode, dataPlane })).toBe(true));

  test.each([
    ["another CNI's mode", { cni: 'calico', mode: 'host-gw' }],
    ['a mode that the default CNI lacks', { mode: 'bgp' }],
    ['a CNI that there is not', { cni: 'weave' }],
    ['a field that there is not', { worker: 3 }],
    ['a field in a zone that there is not', { zones: [{ name: 'a', nodeCidr: '10.0.0.0/24', cidr: '' }] }],
    ['a zone without a range', { zones: [{ name: 'a' }] }],
    ['half a node', { workers: 2.5 }],
    ['an IPv6 range for pods', { podCidr: 'fd00::/48' }],
    ['a setting of AWS of a wrong type', { aws: { spot: 'yes' } }],
  ])('refuses %s', (_, spec) => {
    expect(accepts(spec)).toBe(false);
    expect(formalProblems(spec)).not.toEqual([]);
  });

  test('accepts every spec of its form', () => {
    fc.assert(fc.property(roomySpecs, (spec) => accepts(spec)));
  });

  test('accepts every range', () => {
    fc.assert(fc.property(ranges, (cidr) => accepts({ reserved: [{ name: 'one', cidr: `${cidr}` }] })));
  });

  test('is one that a spec may name, which leaves no trace in what is read', () => {
    const named = { $schema: './testbed.schema.json', workers: 3 };
    expect(accepts(named)).toBe(true);
    expect(parseSpec(named)).toEqual(parseSpec({ workers: 3 }));
    expect(accepts({ $schema: 7 })).toBe(false);
    expect(formalProblems({ $schema: 7 })).toMatchObject([{ field: '$schema', code: 'wrong-type' }]);
  });
});
