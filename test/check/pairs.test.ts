import fc from 'fast-check';
import { everyPair, samplePairs } from '../../lib/check';
import type { Endpoint } from '../../lib/datapath';

const endpoints = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: `pod:n/${i}`, kind: 'pod' }) as Endpoint);
const keys = (pairs: readonly (readonly [Endpoint, Endpoint])[]) =>
  pairs.map(([from, to]) => `${from.id} ${to.id}`);
const sizes = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 4000 }));

describe('a sample of pairs', () => {
  test('has as many pairs as were asked for, or all there are', () => {
    fc.assert(
      fc.property(sizes, ([count, most]) => {
        expect(samplePairs(endpoints(count), most)).toHaveLength(
          Math.min(most, count * Math.max(count - 1, 0)),
        );
      }),
    );
  });

  test('has no pair twice and none of an endpoint with itself', () => {
    fc.assert(
      fc.property(sizes, ([count, most]) => {
        const pairs = samplePairs(endpoints(count), most);
        expect(new Set(keys(pairs)).size).toBe(pairs.length);
        expect(pairs.filter(([from, to]) => from === to)).toEqual([]);
      }),
    );
  });

  test('with at least as many pairs as endpoints has everyone as source and as target', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.integer({ min: 0, max: 100 }), (count, more) => {
        const pairs = samplePairs(endpoints(count), count + more);
        expect(new Set(pairs.map(([from]) => from.id)).size).toBe(count);
        expect(new Set(pairs.map(([, to]) => to.id)).size).toBe(count);
      }),
    );
  });

  test('is the same every time', () => {
    expect(keys(samplePairs(endpoints(40), 100))).toEqual(keys(samplePairs(endpoints(40), 100)));
  });
});

test('every pair is every ordered pair of the cluster, the host outside left out', () => {
  const outside = { id: 'outside', kind: 'outside' } as Endpoint;
  expect(keys(everyPair([...endpoints(2), outside]))).toEqual(['pod:n/0 pod:n/1', 'pod:n/1 pod:n/0']);
});
