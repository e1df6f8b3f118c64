/** Runs on recorded clusters, with what was captured of their nodes. */
import { judgeCluster } from '../../lib/cluster/judge-cluster';
import { parseObservations } from '../../lib/cluster/observations';
import { unpackCapture } from '../../lib/cluster/state/unpack-capture';
import { cnis } from '../../lib/cni';
import { type Results, readResults } from '../../lib/results';
import type { Capture } from '../../lib/state/capture';
import { type CapturedRun, capturedRun, printed } from '../support/captured-run';
import { recorded } from '../support/captures';

/** What no line holds. */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

function judged(
  name: string,
  changes: CapturedRun & { readonly printed?: Record<string, string> } = {},
): Results {
  const cni = cnis.find((one) => one.name === name.split('-')[0])!;
  const seen = capturedRun(name, changes);
  const observations = parseObservations({ ...seen, captures: { ...seen.captures, ...changes.printed } });
  const choice = { mode: cni.modes[0]!, dataPlane: cni.dataPlanes[0]! };
  const run = { startedAt: new Date(0), endedAt: new Date(1000), tool: 'test', target: 'kubernetes' };
  return judgeCluster(observations, { name, cni, choice }, run);
}

const withoutPods = (captures: readonly Capture[]) => captures.map(({ pods: _, ...capture }) => capture);

/** Lost: what pods of one node send to another's. */
const lost =
  (from: string, to: string): CapturedRun['change'] =>
  (answer, asker) =>
    answer.asked === 'reach' && asker.startsWith(`pod:${from}/`) && answer.to.startsWith(`pod:${to}/`)
      ? {
          ...answer,
          reachable: false,
          answeredBy: undefined,
          source: undefined,
          failure: { code: 'no-answer', afterMs: 1000 },
        }
      : answer;

const [controlPlane, worker, worker2] = [
  'testbed-control-plane',
  'testbed-worker',
  'testbed-worker2',
] as const;

describe('a cluster whose nodes were captured', () => {
  test.each(['flannel-vxlan', 'calico-vxlan'])('%s: has no difference, and its real pod network', (name) => {
    const { state, plan, diagnoses } = judged(name);
    expect(state!.diff.filter(({ noise }) => noise === undefined)).toEqual([]);
    expect([`${plan.podCidr.ipv4}`, diagnoses]).toEqual(['10.244.0.0/16', []]);
    expect(state!.hosts.map((host) => host.name)).toEqual(
      expect.arrayContaining([controlPlane, worker, worker2]),
    );
  });

  test('has the route that is missing as its cause, with the command that mends it', () => {
    const command = 'ip -j -d route show table all';
    const captures = recorded('flannel-vxlan').captures.map((capture) => {
      if (capture.host !== worker) return capture;
      const output = capture.outputs[command]!;
      const left = JSON.parse(output.stdout).filter(({ dst }: { dst: string }) => dst !== '10.244.2.0/24');
      const outputs = { ...capture.outputs, [command]: { ...output, stdout: JSON.stringify(left) } };
      return { ...capture, outputs };
    });
    const results = judged('flannel-vxlan', { captures, change: lost(worker, worker2) });
    expect(results.summary.fail).toBeGreaterThan(0);
    expect(results.diagnoses).toHaveLength(1);
    expect(results.diagnoses[0]).toMatchObject({
      code: 'entry-missing',
      details: {
        kind: 'route',
        mend: [
          {
            where: worker,
            command: expect.arrayContaining(['ip', 'route', '10.244.2.0/24', 'via', '10.244.2.0', 'onlink']),
          },
        ],
      },
    });
  });

  test('is said to be unexplained where all entries are there', () => {
    const { diagnoses, checks } = judged('flannel-vxlan', { change: lost(worker, worker2) });
    const [failure] = checks.filter(({ verdict }) => verdict === 'fail');
    expect(failure!.explained).toMatchObject({ reachable: true });
    expect(diagnoses.map(({ code }) => code)).not.toContain('entry-missing');
  });

  test('may lack one: that node is taken to be as computed, and named', () => {
    const captures = recorded('flannel-vxlan').captures.filter(({ host }) => host !== worker2);
    expect(JSON.stringify(judged('flannel-vxlan', { captures }))).toContain(
      `The state of ${worker2} was not read`,
    );
  });
});

describe('a cluster whose CNI hands out addresses by itself', () => {
  const shares = ['10.200.0.0/24', '10.200.1.0/24', '10.200.2.0/24'];
  const name = 'calico-vxlan';
  /** What is predicted between nodes, where one end is a pod. Of each node one pod was captured, which answers the probes. */
  const predictions = ({ checks }: Results, id: string) =>
    new Set(
      checks
        .filter((check) => check.id === `${id}/cross-node` && check.protocol === 'tcp')
        .map(({ predicted }) => predicted?.reachable ?? 'unknown'),
    );

  test('gets predictions from captures of its nodes and pods, of those pods', () => {
    const results = judged(name, { shares });
    expect(predictions(results, 'node-to-pod')).toEqual(new Set([true]));
    expect(predictions(results, 'pod-to-pod')).toEqual(new Set(['unknown']));
    expect(JSON.stringify(results)).toContain('Predicted from what the machines really have');
  });

  test('has unknown ways where pods were not captured', () => {
    const captures = withoutPods(recorded(name).captures);
    const results = judged(name, { shares, captures });
    expect(predictions(results, 'node-to-node')).toEqual(new Set([true]));
    expect(predictions(results, 'node-to-pod')).toEqual(new Set(['unknown']));
  });

  test('gets none without captures', () => {
    const results = judged(name, { shares, captures: [] });
    expect(JSON.stringify(results)).toContain('Nothing is predicted');
    expect(results.state).toBeUndefined();
  });
});

describe('a capture that anybody may have printed', () => {
  const [first] = recorded('flannel-vxlan').captures;
  const job = 'capture-1-testbed-control-plane';
  const whole = printed(first);
  const packed = (changes: object) => printed({ ...first, ...changes });

  test('is read where nothing is wrong', () => expect(unpackCapture(whole)).toEqual(first));

  test.each<[string, string, RegExp]>([
    ['nothing', '', /it begins with ""/],
    ['an error', 'sh: \u001b[31mno such file\n', /it begins with .*\\u001b\[31mno such file/],
    ['its beginning', whole.slice(0, 2000), /its end is missing/],
    [
      'words in between',
      whole.replace('\n', '\ncapture.sh: --pods: no nsenter\n'),
      /is \\"?.*no nsenter|no nsenter/,
    ],
    ['no gzip', 'capture gzip base64\nAAAA\ncapture end\n', /it cannot be unpacked: incorrect header check/],
    ['no JSON', printed('{"schema":'), /it is not JSON/],
    ['more than is taken', printed('0'.repeat(129 * 2 ** 20)), /it has more than \d+ bytes/],
    ['lists in lists', printed(`${'['.repeat(50_000)}${']'.repeat(50_000)}`), /its field schema is/],
    ['another version', packed({ schema: 'cni-testbed/capture/v9' }), /capture\/v9/],
    ['another node’s', packed({ host: worker }), /calls itself one of testbed-worker/],
    ['signs in a name', packed({ host: 'a\u001b[2J\nb' }), /./],
    [
      'outputs of no text',
      packed({ outputs: { 'ip -j -d addr show': { stdout: 7 } } }),
      /outputs\.ip -j -d addr show\.stdout is 7/,
    ],
  ])('with %s is left out, and said to be', (_what, log, words) => {
    const results = judged('flannel-vxlan', { printed: { [job]: log } });
    const [note = '', ...more] = notesOf(results).filter((one) => /is not used/.test(one));
    expect(more).toEqual([]);
    expect(note).toMatch(/^The capture of testbed-control-plane is not used: /);
    expect(note).toMatch(words);
    expect(note).not.toMatch(unsafe);
    expect(note.length).toBeLessThan(600);
    expect(results.state!.hosts.map((host) => host.name)).not.toContain(controlPlane);
  });

  test('of a Job that no node has is left out', () => {
    const results = judged('flannel-vxlan', { printed: { 'capture-9-a\u001b[2J': whole } });
    const [note] = notesOf(results).filter((one) => /is not used/.test(one));
    expect(note).toBe(
      'The capture of capture-9-a\\u001b[2J is not used: no node that was tested has such a Job',
    );
  });

  test('with signs in its answers gives results that can be written and read', () => {
    const hostile = JSON.parse(JSON.stringify(first).replaceAll('cni0', 'c\\u001b[2J\\n0'));
    const results = judged('flannel-vxlan', { printed: { [job]: printed(hostile) } });
    expect(readResults(JSON.stringify(results)).summary).toEqual(results.summary);
  });

  test.each([
    [[], 'captures is [], not texts by the names of Jobs'],
    [{ [job]: 7 }, `captures.${job} is not a text`],
  ])('is refused with the file where it is none: %j', (captures, words) => {
    const seen = { ...capturedRun('flannel-vxlan'), captures };
    expect(() => parseObservations(seen)).toThrow(words);
  });
});

function notesOf(results: Results): readonly string[] {
  return (results as unknown as { notes?: readonly string[] }).notes ?? [];
}
