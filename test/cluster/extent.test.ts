import fc from 'fast-check';
import { allPairs, type Extent, extentFor, guarantee, targetsOf } from '../../lib/prober/questions/extent';

const kinds = ['node', 'pod'] as const;

/** Every pair that is tried, as `pod 0 → node 3`. */
function pairs(nodes: number, extent: Extent): { text: string; from: number; to: number }[] {
  return Array.from({ length: nodes }, (_, from) =>
    kinds.flatMap((kind) =>
      targetsOf(from, kind, nodes, extent).map((target) => ({
        text: `${kind} ${from} → ${target.kind} ${target.node}`,
        from,
        to: target.node,
      })),
    ),
  ).flat();
}

test('up to 50 nodes every endpoint asks every other one', () => {
  expect(extentFor(50)).toEqual({ pairs: 'all' });
  // Two clients and two servers a node; a node does not ask itself.
  for (const nodes of [1, 2, 3, 50]) {
    const tried = pairs(nodes, extentFor(nodes)).map(({ text }) => text);
    expect(new Set(tried).size).toBe(tried.length);
    expect(tried.length).toBe(4 * nodes * nodes - nodes);
    expect(allPairs(nodes)).toBe(tried.length);
  }
});

test('beyond 50 nodes every pair of nodes is tried in one direction, and every node asks and is asked in all four ways', () => {
  fc.assert(
    fc.property(fc.integer({ min: 51, max: 160 }), (nodes) => {
      const tried = pairs(nodes, extentFor(nodes));
      const nodePairs = new Set(tried.map(({ from, to }) => `${Math.min(from, to)} ${Math.max(from, to)}`));
      expect(nodePairs.size).toBe((nodes * (nodes + 1)) / 2);
      expect(ways(tried, 'from', nodes)).toBe(true);
      expect(ways(tried, 'to', nodes)).toBe(true);
      expect(new Set(tried.map(({ text }) => text)).size).toBe(tried.length);
    }),
    { numRuns: 25 },
  );
});

test('a cover costs half a probe for each ordered pair of nodes, not four', () => {
  for (const nodes of [100, 300])
    expect(pairs(nodes, extentFor(nodes)).length).toBe(3 * nodes + (nodes * (nodes - 1)) / 2);
});

test('with a limit every node still asks and is asked in all four ways, and the pairs stay within it if that can be', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 120 }), fc.integer({ min: 1, max: 30 }), (nodes, each) => {
      const extent = extentFor(nodes, nodes * each);
      const tried = pairs(nodes, extent);
      // The least that has all of it: three pairs on each node, and one of each kind from and to it.
      expect(tried.length).toBeLessThanOrEqual(nodes * Math.max(each, 7));
      expect(new Set(tried.map(({ text }) => text)).size).toBe(tried.length);
      expect(ways(tried, 'from', nodes) && ways(tried, 'to', nodes)).toBe(true);
      expect(promised(tried, nodes, guarantee(nodes, extent))).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('of one or two nodes the fewest pairs are all of them', () => {
  for (const nodes of [1, 2]) expect(extentFor(nodes, 1)).toEqual({ pairs: 'all' });
  expect(pairs(3, extentFor(3, 20))).toHaveLength(21);
});

test('a limit that all pairs fit into changes nothing', () => {
  expect(extentFor(3, 33)).toEqual({ pairs: 'all' });
  expect(extentFor(3, 32).pairs).toBe('cover');
});

test('the guarantee says what is tried', () => {
  expect(guarantee(3, { pairs: 'all' })).toContain('both directions');
  expect(guarantee(60, extentFor(60))).toContain('every pair of nodes is tried in at least one direction');
  expect(guarantee(60, extentFor(60, 500))).not.toContain('every pair of nodes');
});

/** Whether each pair of nodes is tried in a direction where the guarantee says so. */
function promised(tried: ReturnType<typeof pairs>, nodes: number, text: string): boolean {
  const met = new Set(tried.map(({ from, to }) => `${Math.min(from, to)} ${Math.max(from, to)}`));
  return !text.includes('every pair of nodes') || met.size === (nodes * (nodes + 1)) / 2;
}

/** Whether every node is at that end of pairs of all four kinds that cross nodes. */
function ways(tried: ReturnType<typeof pairs>, end: 'from' | 'to', nodes: number): boolean {
  const seen = new Set(
    tried
      .filter(({ from, to }) => from !== to)
      .map((pair) => `${pair[end]} ${pair.text.replace(/\d+/g, '')}`),
  );
  return seen.size === 4 * nodes;
}
