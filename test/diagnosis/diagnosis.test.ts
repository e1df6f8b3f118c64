import type { Check, CheckResult } from '../../lib/check';
import { judge } from '../../lib/check';
import { diagnose } from '../../lib/diagnosis';
import type { Place } from '../../lib/diagnosis/scope/place';
import { broken, faults } from '../../lib/faults';
import { conflict, predictedResults, testbedOf } from '../testbeds';

/** Results of the default testbed in which the checks that are picked were answered otherwise than predicted. */
function observed(
  picked: (check: Check) => boolean,
  answer: (check: Check) => CheckResult['observed'],
): CheckResult[] {
  return [
    ...predictedResults(testbedOf(), (checks) =>
      checks.map((check) => {
        const { source, why: _, ...rest } = check.predicted;
        const asPredicted = { ...rest, source, addresses: [source!] };
        return judge(check, picked(check) ? answer(check)! : asPredicted);
      }),
    ).checks,
  ];
}

const nodeOf = (id: string) => id.replace(/^\w+:/, '').split('/')[0];
const addressOf = (id: string) =>
  `${testbedOf().datapath.endpoints.find((endpoint) => endpoint.id === id)!.address.ipv4}`;
const isReach = ({ id }: Check) => id.includes('-to-');
const timeout = { code: 'system', errno: 'ETIMEDOUT' } as const;
const lost = () => ({ reachable: false, failure: timeout });
const causes = (checks: CheckResult[]) => diagnose(checks).map(({ code, details }) => ({ code, ...details }));

describe('a diagnosis', () => {
  test('is not made where nothing fails', () => {
    expect(diagnose(observed(() => false, lost))).toEqual([]);
  });

  test('takes rules that match the same for one cause, whatever their owners call them', () => {
    const fault = faults.find(({ name }) => name === 'source-destination-check')!;
    const wanted = broken(testbedOf({ mode: 'vxlan-direct' }), fault, 1)!;
    const named = wanted.datapath.hosts.map((host) => ({
      ...host,
      filters: host.filters.map((rule, i) => ({ ...rule, comment: `rule ${i}` })),
    }));
    const { diagnoses } = predictedResults({ ...wanted, datapath: { ...wanted.datapath, hosts: named } });
    expect(diagnoses.map(({ code, explains }) => [code, explains])).toEqual([
      ['source-destination-check', 52],
    ]);
  });

  test('names both owners of an address that is there twice, and why the packet never leaves', () => {
    const [first, ...more] = predictedResults(testbedOf(conflict)).diagnoses;
    expect(first).toMatchObject({
      code: 'duplicate-address',
      details: {
        addresses: [{ address: '10.244.0.2', endpoints: ['pod:control-plane-1/0', 'pod:worker-1/0'] }],
        more: 0,
        sharedRange: true,
      },
    });
    expect(more).toEqual([]);
  });

  test('names the other owner where the double address was measured and not predicted', () => {
    const checks = observed(
      ({ id, from }) => id === 'address/unique' && from === 'pod:worker-1/0',
      ({ predicted }) => ({ addresses: [predicted.source!], alsoOn: ['pod:worker-2/1'] }),
    );
    expect(causes(checks)[0]).toMatchObject({
      code: 'duplicate-address',
      addresses: [{ address: '10.244.1.2', endpoints: ['pod:worker-1/0', 'pod:worker-2/1'] }],
    });
  });

  test('takes small packets that pass and large ones that vanish for a black hole', () => {
    const checks = observed(
      ({ id, from }) => id === 'mtu/path' && from === 'pod:worker-1/0',
      () => ({ bytes: 1400, localLimit: 1450 }),
    );
    expect(diagnose(checks)).toMatchObject([{ code: 'mtu-black-hole', explains: 8 }]);
    expect(causes(checks)[0]).toMatchObject({
      seen: { from: 'pod:worker-1/0', why: { code: 'black-hole', from: 1401, to: 1450 } },
    });
  });

  test('takes a wrong source for masquerading', () => {
    const checks = observed(
      ({ id }) => id === 'pod-to-pod/cross-node',
      ({ to }) => ({ reachable: true, answeredBy: to, source: '192.168.1.11' }),
    );
    expect(diagnose(checks)).toMatchObject([{ code: 'source-translated', explains: 48 }]);
  });

  test('takes a pod’s own source outside of the cluster for masquerading that is missing', () => {
    const checks = observed(
      ({ id, from }) => id === 'egress/nat' && from.startsWith('pod:'),
      ({ from, to }) => ({ reachable: true, answeredBy: to, source: addressOf(from) }),
    );
    const [found, ...more] = diagnose(checks);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ code: 'egress-not-masqueraded', explains: 12 });
    expect(found!.details).toMatchObject({
      seen: { why: { code: 'egress-source', source: '10.244.0.2', allowed: ['192.168.1.10'] } },
    });
  });

  test.each<[string, (check: Check) => boolean, Place]>([
    [
      'one direction',
      (c) => isReach(c) && nodeOf(c.from) === 'worker-1' && nodeOf(c.to) === 'worker-2',
      { code: 'between', nodes: ['worker-1', 'worker-2'] },
    ],
    [
      'one row',
      (c) => isReach(c) && nodeOf(c.from) === 'worker-1',
      { code: 'node', node: 'worker-1', side: 'from' },
    ],
    [
      'one column',
      (c) => isReach(c) && nodeOf(c.to) === 'worker-2',
      { code: 'node', node: 'worker-2', side: 'to' },
    ],
    [
      'two nodes',
      (c) =>
        isReach(c) &&
        ['worker-1 worker-2', 'worker-2 worker-1'].includes(`${nodeOf(c.from)} ${nodeOf(c.to)}`),
      { code: 'between', nodes: ['worker-1', 'worker-2'] },
    ],
    [
      'one node',
      (c) => isReach(c) && [c.from, c.to].some((id) => nodeOf(id) === 'worker-2'),
      { code: 'node', node: 'worker-2', side: 'both' },
    ],
    ['everything between nodes', (c) => isReach(c) && nodeOf(c.from) !== nodeOf(c.to), { code: 'crossing' }],
  ])('says what failures have in common: %s', (_, picked, place) => {
    const found = diagnose(observed(picked, lost));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ code: 'narrowed', details: { scope: { place } } });
  });

  test('takes failures apart that have no node in common, by the pairs of nodes that they are between', () => {
    const scattered = ['control-plane-1 worker-1', 'worker-1 worker-2', 'worker-2 control-plane-1'];
    const found = diagnose(
      observed((c) => isReach(c) && scattered.includes(`${nodeOf(c.from)} ${nodeOf(c.to)}`), lost),
    );
    expect(found).toHaveLength(3);
    for (const one of found)
      expect(one).toMatchObject({ code: 'narrowed', details: { scope: { place: { code: 'between' } } } });
  });

  const once = ({ from, to, protocol }: Check) =>
    `${from} ${to} ${protocol}` === 'pod:worker-1/0 pod:worker-2/1 tcp';

  test('takes a failure that passes when it is tried again for chance, be it the only one', () => {
    const again = { tries: 5, passed: 4 };
    const checks = observed(once, () => ({ ...lost(), again }));
    expect(diagnose(checks)).toMatchObject([{ code: 'packet-loss', explains: 1 }]);
    expect(causes(checks)[0]).toMatchObject({ again: { tries: 5, passed: 4 } });
    expect(checks.find(once)).toMatchObject({
      verdict: 'fail',
      why: { code: 'no-answer', failure: timeout, again },
    });
  });

  test('needs no prediction for that', () => {
    const unpredicted = predictedResults(testbedOf(), (checks) =>
      checks.map((check) => {
        const answer = once(check)
          ? { ...lost(), again: { tries: 5, passed: 5 } }
          : { reachable: true, answeredBy: check.to, source: check.predicted.source };
        return judge(isReach(check) ? { ...check, predicted: { none: true } } : check, answer);
      }),
    ).checks.filter(isReach);
    expect(diagnose(unpredicted)).toMatchObject([{ code: 'packet-loss', explains: 1 }]);
  });

  test('takes failures that fail again every time for a rule, however scattered they are', () => {
    const everyFifth = () => {
      let count = 0;
      return (check: Check) => isReach(check) && count++ % 5 === 0;
    };
    const answer = (again?: { tries: number; passed: number }) => () => ({ ...lost(), again });
    const codes = (again?: { tries: number; passed: number }) =>
      causes(observed(everyFifth(), answer(again))).map(({ code }) => code);
    expect(codes({ tries: 5, passed: 0 })).not.toContain('packet-loss');
    expect(codes()).toContain('packet-loss');
  });

  test('counts the checks that it speaks of', () => {
    expect(causes(observed(once, lost))[0]).toMatchObject({ code: 'narrowed', checks: 1 });
  });

  test('takes failures that the walk predicts for one cause, where one entry drops the packets', () => {
    const results = predictedResults(testbedOf(), (checks) =>
      checks.map((check) =>
        judge(
          {
            ...check,
            predicted: isReach(check)
              ? {
                  reachable: false,
                  why: {
                    code: 'dropped',
                    drop: { code: 'no-route', host: 'worker-1', destination: `10.9.9.${check.to.length}` },
                  },
                }
              : check.predicted,
          },
          isReach(check) ? lost() : { bytes: 1450, addresses: [check.predicted.source!] },
        ),
      ),
    );
    const found = diagnose(results.checks).filter(({ code }) => code === 'as-predicted');
    expect(found).toHaveLength(1);
    expect(found[0]!.remedy).toMatch(/^testbed explain \S+ \S+ shows/);
  });

  test('explains each failure once, and its evidence names places in the list of checks', () => {
    const checks = predictedResults(testbedOf(conflict)).checks;
    const found = diagnose(checks);
    const evidence = found.flatMap((diagnosis) => diagnosis.evidence);
    expect(new Set(evidence).size).toBe(evidence.length);
    for (const index of evidence) expect(checks[index]!.verdict).toBe('fail');
    expect(found.reduce((sum, { explains }) => sum + explains, 0)).toBe(
      checks.filter(({ verdict }) => verdict === 'fail').length,
    );
  });
});
