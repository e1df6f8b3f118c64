/** Blocks that CNIs hand out by themselves: which node has which, and what of a spec does not fit them. */
import { cnis } from '../../lib/cni';
import { valuesOf } from '../../lib/net';
import { type Plan, parseSpec, SpecError, shareText, type TestbedSpecInput } from '../../lib/plan';
import { awsCluster } from '../../lib/provision/aws/cluster';
import { kindExport } from '../../lib/provision/laptop/kind';
import { installableProblems } from '../../lib/provision/machine-cluster';
import { readResults } from '../../lib/results';
import { predictLab } from '../../lib/run/lab/predict-lab';
import { plannedTestbed, testbed } from '../../lib/testbed';

const planOf = (spec: TestbedSpecInput): Plan =>
  plannedTestbed(parseSpec({ ipam: 'cni-blocks', ...spec })).plan;
const blocksOf = (spec: TestbedSpecInput) =>
  Object.fromEntries(planOf(spec).nodes.map(({ name, podBlocks = [] }) => [name, podBlocks.map(String)]));
const podsOf = ({ nodes }: Plan) =>
  nodes.flatMap(({ pods }) => pods.flatMap(({ address }) => valuesOf(address).map(String)));

function codesOf(spec: TestbedSpecInput): string[] {
  try {
    planOf(spec);
    return [];
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return error.problems.map(({ code, field }) => `${code} ${field}`);
  }
}

describe('a node takes', () => {
  test('a block of the size that Calico’s pools have by themselves', () =>
    expect(blocksOf({ cni: 'calico', ipFamily: 'dual' })).toEqual({
      'control-plane-1': ['10.244.0.0/26', 'fd00:10:244::/122'],
      'worker-1': ['10.244.0.64/26', 'fd00:10:244::40/122'],
      'worker-2': ['10.244.0.128/26', 'fd00:10:244::80/122'],
    }));

  test('a range of podPrefix from Cilium’s pool', () =>
    expect(blocksOf({ cni: 'cilium', ipFamily: 'dual', podPrefix: 25 })).toEqual({
      'control-plane-1': ['10.244.0.0/25', 'fd00:10:244::/64'],
      'worker-1': ['10.244.0.128/25', 'fd00:10:244:1::/64'],
      'worker-2': ['10.244.1.0/25', 'fd00:10:244:2::/64'],
    }));

  test('as many as its pods and two devices need, one after another, and every address of them', () => {
    const spec = { cni: 'calico', podsPerNode: 7, blockPrefix: 30 } as const;
    expect(blocksOf(spec)['worker-1']).toEqual(['10.244.0.12/30', '10.244.0.16/30', '10.244.0.20/30']);
    expect(podsOf(planOf(spec)).slice(7, 14)).toEqual([
      ...['10.244.0.14', '10.244.0.15', '10.244.0.16', '10.244.0.17', '10.244.0.18', '10.244.0.19'],
      '10.244.0.20',
    ]);
    expect(blocksOf({ ...spec, podsPerNode: 6 })['worker-1']).toHaveLength(2);
  });

  test('the same ones however many nodes there are besides', () => {
    const spec = { cni: 'calico', podsPerNode: 70 };
    const { 'worker-1': few } = blocksOf(spec);
    expect(blocksOf({ ...spec, workers: 9, controlPlanes: 3 })['worker-1']).toEqual(few);
    expect(blocksOf({ ...spec, controlPlanes: 3 })).toMatchObject({
      'control-plane-2': ['10.244.255.128/26', '10.244.255.192/26'],
      'control-plane-3': ['10.244.255.0/26', '10.244.255.64/26'],
    });
  });
});

test('a plan with blocks has no shares, says how it is allocated, and is read from results as it was', () => {
  const spec = parseSpec({ cni: 'calico', ipam: 'cni-blocks', podsPerNode: 3, blockPrefix: 31 });
  const results = predictLab(testbed(spec));
  const [node] = results.plan.nodes;
  expect([node?.podCidr, node?.podGateway, results.plan.capacity.podsPerNode]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(shareText(node!)).toBe('by blocks: 10.244.0.0/31 … 10.244.0.4/31');
  const read = readResults(JSON.stringify(results));
  expect(read.plan.nodes.map(shareText)).toEqual(results.plan.nodes.map(shareText));
});

describe('a spec with blocks is refused', () => {
  test.each(['flannel', 'none'])('for %s, which has none', (cni) =>
    expect(codesOf({ cni })).toEqual(['cni/no-blocks ipam']),
  );

  test.each([
    ['calico', { blockPrefix: 19 }, ['cni/block-prefix blockPrefix']],
    ['calico', { blockPrefix: 20 }, []],
    ['calico', { blockPrefixIPv6: 115, ipFamily: 'dual' }, ['cni/block-prefix blockPrefixIPv6']],
    ['cilium', { blockPrefixIPv6: 65, ipFamily: 'dual' }, ['cni/block-prefix blockPrefixIPv6']],
    ['cilium', { blockPrefix: 31 }, ['too-small-block podsPerNode', 'cni/block-prefix blockPrefix']],
    [
      'calico',
      { podCidr: '10.244.0.0/24', blockPrefix: 23 },
      ['too-few-blocks podCidr', 'cni/block-prefix blockPrefix'],
    ],
  ] as const)('by %s with %j where no block is of that size', (cni, more, codes) =>
    expect(codesOf({ cni, ...more })).toEqual(codes),
  );

  test('where the pod network has not so many', () => {
    const spec = { cni: 'calico', podCidr: '10.244.0.0/24', workers: 3 };
    expect(codesOf(spec)).toEqual([]);
    expect(codesOf({ ...spec, workers: 4 })).toEqual(['too-few-blocks podCidr']);
    expect(codesOf({ ...spec, podsPerNode: 63 })).toEqual(['too-few-blocks podCidr']);
  });

  test('where a node has one block, and too many pods for it', () => {
    expect(codesOf({ cni: 'cilium', blockPrefix: 28, podsPerNode: 13 })).toEqual([]);
    expect(codesOf({ cni: 'cilium', blockPrefix: 28, podsPerNode: 14 })).toEqual([
      'too-small-block podsPerNode',
    ]);
  });

  test('where a router is to know them in advance', () =>
    expect(codesOf({ cni: 'calico', podRoutes: true })).toEqual(['cni/routed-blocks podRoutes']));
});

test('AWS, machines and clusters on one machine refuse blocks, as no plan knows which node takes which', () => {
  const input = { cni: 'calico', ipam: 'cni-blocks' } as const;
  const refused = (step: () => unknown) => {
    try {
      return step();
    } catch (error) {
      return error instanceof SpecError ? error.problems.map(({ code }) => code) : error;
    }
  };
  expect(refused(() => awsCluster(input))).toEqual(['machines/own-blocks']);
  expect(installableProblems(parseSpec(input)).map(({ code }) => code)).toEqual(['machines/own-blocks']);
  expect(refused(() => kindExport(testbed(parseSpec(input))))).toEqual(['machines/own-blocks']);
});

test('a size of blocks is refused where nodes have shares', () =>
  expect(codesOf({ ipam: 'kubernetes', blockPrefix: 26 })).toEqual(['cni/unused-block-prefix blockPrefix']));

describe('blocks in place of shares', () => {
  const modes = cnis
    .filter(({ blocks }) => blocks)
    .flatMap(({ name: cni, modes: all, blocks }) =>
      all.map(({ name: mode }) => ({ cni, mode, ...(blocks!.several && { blockPrefix: 30 }) })),
    );

  test.each(modes)('let every packet arrive that must, by the walk: $cni $mode', (spec) => {
    const { checks } = predictLab(testbed(parseSpec({ ...spec, ipam: 'cni-blocks', podsPerNode: 4 })));
    const exchanges = checks.flatMap(({ predicted: said }) =>
      said && 'reachable' in said ? [said.reachable] : [],
    );
    expect(exchanges.length).toBeGreaterThan(300);
    expect(new Set(exchanges)).toEqual(new Set([true]));
  });
});
