/** Network policies and the nodes: what Kubernetes says of them, and nothing more. */
import type { CheckResult } from '../../lib/check';
import { judgeCluster } from '../../lib/cluster/judge-cluster';
import type { ReportedObservation } from '../../lib/prober/questions/report';
import type { Results } from '../../lib/results';
import type { ReportOptions } from './fake-cluster';
import { observations } from './fake-observations';

const run = { startedAt: new Date(0), tool: 'test', target: 'kubernetes' } as const;
const judged = (options: Parameters<typeof observations>[0] = {}) =>
  judgeCluster(observations(options), { name: 'cluster' }, run);
const ofKind = ({ checks }: Results, id: string) => checks.filter((check) => check.id === id);
const verdicts = (checks: readonly CheckResult[]) => [...new Set(checks.map(({ verdict }) => verdict))];
const codes = ({ diagnoses }: Results) => diagnoses.map(({ code }) => code);

type Change = NonNullable<ReportOptions['change']>;
const answered = (answer: ReportedObservation): ReportedObservation => ({
  ...answer,
  ...{ reachable: true, answeredBy: answer.to, failure: undefined },
});
const silent = (answer: ReportedObservation): ReportedObservation => ({
  ...answer,
  ...{ reachable: false, answeredBy: undefined, failure: { code: 'no-answer', afterMs: 1500 } },
  again: { tries: 5, passed: 0 },
});

describe('a pod behind policies', () => {
  test('is asked by its own node and by all others, over both protocols', () => {
    const results = judged();
    const own = ofKind(results, 'policy/own-node');
    const others = ofKind(results, 'policy/other-node');
    expect([own.length, others.length]).toEqual([6, 12]);
    expect(own.every(({ from, to }) => to === `pod:${from.slice('node:'.length)}/guarded`)).toBe(true);
    expect([...verdicts(own), ...verdicts(others)]).toEqual(['pass', 'pass']);
  });

  test('that does not let in its own node breaks what Kubernetes promises, and that is said', () => {
    const change: Change = (answer) => (answer.asked === 'policy/own-node' ? silent(answer) : answer);
    const results = judged({ change });
    expect(verdicts(ofKind(results, 'policy/own-node'))).toEqual(['fail']);
    // What policies let in for the pods shows that it answers: the other nodes are denied all the same.
    expect(verdicts(ofKind(results, 'policy/other-node'))).toEqual(['pass']);
    expect(codes(results)).toEqual(['policy-own-node']);
  });

  test('that lets in other nodes enforces less than it should, and that is said', () => {
    const change: Change = (answer) => (answer.asked === 'policy/other-node' ? answered(answer) : answer);
    const results = judged({ change });
    expect(verdicts(ofKind(results, 'policy/other-node'))).toEqual(['fail']);
    expect(codes(results)).toEqual(['policy-other-node']);
  });

  test('whose answers came when another node asked again did not deny it', () => {
    const change: Change = (answer) =>
      answer.asked === 'policy/other-node' && answer.to === 'pod:worker-1/guarded'
        ? { ...silent(answer), again: { tries: 5, passed: 4 } }
        : answer;
    const failing = judged({ change }).checks.filter(({ verdict }) => verdict === 'fail');
    expect(new Set(failing.map(({ id, to }) => `${id} ${to}`))).toEqual(
      new Set(['policy/other-node pod:worker-1/guarded']),
    );
  });

  test.each<[string, (answer: ReportedObservation, from: string) => boolean]>([
    ['that answers nobody', ({ asked, to }) => asked.startsWith('policy/') && to === 'pod:worker-1/guarded'],
    [
      'to whose node the way is broken',
      ({ asked, to }, from) =>
        (asked === 'reach' || asked === 'policy/other-node') &&
        to.startsWith('pod:worker-1/') &&
        from !== 'node:worker-1',
    ],
  ])('%s denies nothing by its silence towards other nodes', (_, isLost) => {
    const results = judged({ change: (answer, from) => (isLost(answer, from) ? silent(answer) : answer) });
    const others = ofKind(results, 'policy/other-node').filter(({ to }) => to === 'pod:worker-1/guarded');
    expect(others.map(({ why }) => why?.code)).toEqual(Array(4).fill('no-control'));
  });

  test('says nothing of nodes where the CNI enforces no policies', () => {
    const results = judged({ enforces: false, agent: 'kube-flannel-ds' });
    for (const id of ['policy/own-node', 'policy/other-node'])
      expect(new Set(ofKind(results, id).map(({ why }) => why?.code))).toEqual(new Set(['no-policies']));
  });

  test('is not asked by nodes in files that were made before they asked', () => {
    const file = observations();
    const { nodePeers: _nodePeers, ...settings } = JSON.parse(file.settings);
    const results = judgeCluster({ ...file, settings: JSON.stringify(settings) }, { name: 'cluster' }, run);
    expect(results.checks.filter(({ id }) => /own-node|other-node/.test(id))).toEqual([]);
    expect(results.summary.fail).toBe(0);
  });
});
