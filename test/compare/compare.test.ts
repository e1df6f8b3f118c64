import { compareRuns, type FiledRun } from '../../lib/compare';
import { runComparisonMarkdown, runComparisonText } from '../../lib/report';
import type { Results } from '../../lib/results';
import { golden } from '../report/golden';
import { plain, run } from '../report/runs';

const filed = (...runs: Results[]): FiledRun[] =>
  runs.map((results, i) => ({ file: `${i + 1}.json`, results }));

/** Every exchange between these kinds of endpoints took so long. */
const timed = (results: Results, ms: (id: string, index: number) => number): Results => ({
  ...results,
  checks: results.checks.map((check, i) =>
    check.protocol
      ? { ...check, observed: { ...check.observed, reachable: true, rttMs: ms(check.id, i) } }
      : check,
  ),
});

describe('runs side by side', () => {
  test('are named by what tells them apart', () => {
    const labels = (...runs: Results[]) => compareRuns(filed(...runs)).runs.map(({ label }) => label);
    expect(labels(run(), run({ cni: 'calico', mode: 'bgp' }))).toEqual(['flannel vxlan', 'calico bgp']);
    expect(labels(golden('healthy'), golden('route-missing'))).toEqual([
      expect.stringMatching(/no fault$/),
      expect.stringMatching(/route-missing$/),
    ]);
    expect(labels(run(), run())).toEqual(['flannel vxlan #1', 'flannel vxlan #2']);
  });

  test('disagree on the checks that only one of them passes, counted by kind, the most frequent first', () => {
    const broken = run({}, ({ id, to }) => id === 'pod-to-pod/cross-node' && to.startsWith('pod:worker-2'));
    const { differences } = compareRuns(filed(run(), broken));
    expect(differences).toEqual([
      {
        id: 'pod-to-pod/cross-node',
        verdicts: ['pass', 'fail'],
        count: broken.summary.fail,
        example: expect.objectContaining({ to: 'pod:worker-2/0' }),
      },
    ]);
    expect(compareRuns(filed(run(), run())).differences).toEqual([]);
  });

  test('of different sizes disagree on no check that one of them does not have, and say so among the conditions', () => {
    const { differences, unlike } = compareRuns(filed(run(), run({ workers: 3 })));
    expect(differences).toEqual([]);
    expect(unlike).toContainEqual({ what: 'nodes', values: ['3', '4'] });
  });

  test('count the times of passed checks alone', () => {
    const slow = timed(
      run({}, ({ id }) => id.startsWith('node-to-node')),
      () => 1,
    );
    const { latency } = compareRuns(filed(slow, slow)).runs[0]!;
    expect(latency['pod-to-pod/cross-node tcp ipv4']).toMatchObject({ medianMs: 1 });
    expect(latency['node-to-node/cross-node tcp ipv4']).toBeUndefined();
  });

  test('are reported with ratios to the network between the nodes where the intervals do not overlap', () => {
    const tunnel = timed(run(), (id) => (id.startsWith('pod-to-pod/cross') ? 0.3 : 0.2));
    const plainRoutes = timed(run({ mode: 'host-gw' }), () => 0.2);
    expect(runComparisonText(compareRuns(filed(tunnel, plainRoutes)), plain)).toMatchSnapshot();
  });

  test('are reported in Markdown, in which names of files mean nothing', () => {
    const [one, other] = filed(run(), run({ cni: 'none' }));
    const comparison = compareRuns([{ ...one!, file: 'a|b<script>.json' }, other!]);
    const text = runComparisonMarkdown(comparison);
    expect(text).toContain('a\\|b&#60;script&#62;.json');
    expect(text.split('\n').filter((line) => line.startsWith('### '))).toEqual([
      '### 2 runs side by side',
      '### Checks on which they disagree',
    ]);
  });
});
