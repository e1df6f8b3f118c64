import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Problem, parseSpec, SpecError } from '../../lib/plan';
import { roomySpecs } from '../arbitraries';

const zone = { name: 'a', nodeCidr: '192.168.1.0/24' };

describe('parseSpec', () => {
  test('takes an empty spec, as every field has a default', () => {
    const { name, cni, controlPlanes, workers, podsPerNode } = parseSpec({});
    expect({ name, cni, controlPlanes, workers, podsPerNode }).toEqual({
      name: 'testbed',
      cni: 'flannel',
      controlPlanes: 1,
      workers: 2,
      podsPerNode: 2,
    });
  });

  test('reads back what it gives: a spec in a results file is a spec', () => {
    fc.assert(
      fc.property(roomySpecs, (input) => {
        const spec = parseSpec(input);
        expect(parseSpec(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
      }),
      { numRuns: 20 },
    );
  });

  test('an undefined field takes its default, and does not hide it', () => {
    expect(parseSpec({ workers: undefined }).workers).toBe(2);
  });

  test('answers whatever data with a spec or a SpecError, never with another error', () => {
    const names = ['name', 'workers', 'zones', 'podCidr', 'reserved', 'aws', 'ipFamily', 'podPrefix'];
    const anything = fc.oneof(
      fc.anything(),
      fc.dictionary(fc.constantFrom(...names), fc.anything({ withBigInt: true, withNullPrototype: true })),
    );
    fc.assert(
      fc.property(anything, (input) => {
        try {
          parseSpec(input);
        } catch (error) {
          expect(error).toBeInstanceOf(SpecError);
          expect((error as SpecError).problems.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('shows a long value only in part', () => {
    expect(() => parseSpec({ podCidr: 'x'.repeat(500) })).toThrow(/^podCidr = "x{76}…: /);
  });

  test.each<[unknown, Problem['code'], string]>([
    [[], 'not-a-spec', 'spec'],
    [{ wrokers: 2 }, 'unknown-field', 'wrokers'],
    [{ workers: '2' }, 'wrong-type', 'workers'],
    [{ workers: -1 }, 'out-of-bounds', 'workers'],
    [{ ipFamily: 'both' }, 'not-a-choice', 'ipFamily'],
    [{ name: 'A' }, 'wrong-format', 'name'],
    [{ podCidr: '10.0/16' }, 'not-a-range', 'podCidr'],
    [{ podCidr: '10.1.0.0/8' }, 'host-bits', 'podCidr'],
    [{ podCidr: 'fd00::/48' }, 'wrong-family', 'podCidr'],
    [{ zones: [zone, zone] }, 'duplicate-name', 'zones[1].name'],
  ])('names by a code what is wrong with %j', (input, code, field) => {
    expect(problemsOf(input)).toMatchObject([{ code, field }]);
  });

  test('has each default once, and the comments say it', () => {
    const source = readFileSync(join(__dirname, '..', '..', 'lib', 'plan', 'testbed-spec.ts'), 'utf8');
    const fields = [
      ...source.matchAll(
        /@default ([^,\n]*?)(?:,[^\n]*)? \*\/\n {2}\w+: .*\.(?:pre|de)fault\('?([^'[]*?)'?\),/g,
      ),
    ];
    expect(fields.length).toBeGreaterThan(12);
    for (const [, said, used] of fields) expect(said).toBe(used);
  });
});

function problemsOf(input: unknown): readonly Problem[] {
  try {
    parseSpec(input);
    return [];
  } catch (error) {
    if (error instanceof SpecError) return error.problems;
    throw error;
  }
}
