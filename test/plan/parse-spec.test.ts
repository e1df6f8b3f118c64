import fc from 'fast-check';
import { parseSpec, SpecError } from '../../lib/plan';
import { roomySpecs } from '../arbitraries';

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
});
