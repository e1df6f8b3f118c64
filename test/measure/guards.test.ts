import { type Guard, type Measurable, type MeasurableNode, nodeGuards, placeGuards } from '../../lib/measure';

const node: MeasurableNode = { name: 'worker-1', kernel: '6.8.0', instanceType: 'm5.8xlarge' };

function cluster(id: string, ...nodes: Partial<MeasurableNode>[]): Measurable {
  return {
    ...{ id, workers: 2 },
    nodes: nodes.map((one, i) => ({ ...node, name: `worker-${i + 1}`, ...one })),
  };
}

const codes = (guards: readonly Guard[]) => guards.map(({ code }) => code);

describe('before anything is made', () => {
  test('two workers that are alike are measured', () => {
    expect(nodeGuards([cluster('a', {}, {}), cluster('b', {}, {})])).toEqual([]);
  });

  test.each([
    ['t3.medium', 'burstable'],
    ['t4g.2xlarge', 'burstable'],
    ['Standard_B2s', 'burstable'],
    ['e2-medium', 'burstable'],
    ['m5.large', 'bandwidth-credits'],
    ['c5n.4xlarge', 'bandwidth-credits'],
    ['m5.8xlarge', undefined],
    ['m5.metal', undefined],
    ['e2-standard-8', undefined],
    ['Standard_D8s_v5', undefined],
  ])('an instance of type %s is %s', (instanceType, code) => {
    const guards = nodeGuards([cluster('a', { instanceType }, { instanceType })]);
    expect(guards).toEqual(code ? [{ code, subject: 'a', instanceType }] : []);
  });

  test('a cluster that is in no placement group is marked once', () => {
    const alone = { placementGroup: '' };
    expect(nodeGuards([cluster('a', alone, alone)])).toEqual([{ code: 'no-placement', subject: 'a' }]);
  });

  test('clusters in placement groups of their own are alike', () => {
    const [one, other] = [{ placementGroup: 'a' }, { placementGroup: 'b' }];
    expect(nodeGuards([cluster('a', one, one), cluster('b', other, other)])).toEqual([]);
  });

  test('a cluster in a placement group is not compared with one in none', () => {
    const [one, other] = [{ placementGroup: 'a' }, { placementGroup: '' }];
    const values = { a: 'in a group', b: 'in no group' };
    expect(nodeGuards([cluster('a', one, one), cluster('b', other, other)])).toEqual([
      { code: 'no-placement', subject: 'b' },
      { code: 'unequal', condition: 'placement', values },
    ]);
  });

  test('of a cluster whose type is not known, nothing is said', () => {
    expect(nodeGuards([cluster('a', { instanceType: undefined }, { instanceType: undefined })])).toEqual([]);
  });

  test('one worker is too few', () => {
    const guards = nodeGuards([{ ...cluster('a', {}, {}), workers: 1 }]);
    expect(guards).toEqual([{ code: 'few-workers', subject: 'a', workers: 1 }]);
  });

  test('nodes of one cluster with two kernels are named, by node', () => {
    const guards = nodeGuards([cluster('a', { kernel: '6.8.0' }, { kernel: '6.1.0' })]);
    const values = { 'worker-1': '6.8.0', 'worker-2': '6.1.0' };
    expect(guards).toEqual([{ code: 'unequal', condition: 'kernel', values }]);
  });

  test('clusters of two kinds of machines are named, by subject', () => {
    const other = { instanceType: 'c5.9xlarge' };
    const guards = nodeGuards([cluster('a', {}, {}), cluster('b', other, other)]);
    const values = { a: 'm5.8xlarge', b: 'c5.9xlarge' };
    expect(guards).toEqual([{ code: 'unequal', condition: 'instance type', values }]);
  });
});

describe('when something runs on the nodes', () => {
  test('what is alike and idle is measured', () => {
    const seen = { podMtu: 1450, congestionControl: 'cubic', governor: 'performance', busy: 0.02 };
    expect(placeGuards([cluster('a', seen, seen), cluster('b', seen, seen)])).toEqual([]);
  });

  test('other programs may not keep more than a tenth of a node busy', () => {
    const guards = placeGuards([cluster('a', { busy: 0.1 }, { busy: 0.11 })]);
    expect(guards).toEqual([{ code: 'busy', subject: 'a', node: 'worker-2', share: 0.11 }]);
  });

  test.each([
    ['pod MTU', { podMtu: 1450 }, { podMtu: 8951 }],
    ['congestion control', { congestionControl: 'cubic' }, { congestionControl: 'bbr' }],
    ['container runtime', { containerRuntime: 'containerd://2.1' }, { containerRuntime: 'cri-o://1.35' }],
  ])('another %s is said', (condition, one, other) => {
    const guards = placeGuards([cluster('a', one, one), cluster('b', other, other)]);
    const [a, b] = [Object.values(one)[0], Object.values(other)[0]].map(String);
    expect(guards).toEqual([{ code: 'unlike', condition, values: { a, b } }]);
  });

  test('clocks that follow the load are said once a cluster', () => {
    expect(codes(placeGuards([cluster('a', { governor: 'powersave' }, { governor: 'powersave' })]))).toEqual([
      'governor',
    ]);
  });
});
