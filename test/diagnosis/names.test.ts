/** Names that are answered late or now and then: by what else passes, and by how many questions were lost. */
import { type CheckResult, judge, type Observed } from '../../lib/check';
import { diagnose } from '../../lib/diagnosis';

const address = '10.96.0.1';
const asked = (from: string, observed: Observed): CheckResult =>
  judge(
    {
      ...{ id: 'dns', from, to: 'name:kubernetes.default.svc', family: 'ipv4' },
      required: { addresses: [address] },
      predicted: { none: true },
    },
    observed,
  );

const answered = (medianMs: number, answers = 20): Observed => ({
  ...{ reachable: true, addresses: [address] },
  times: { answers, medianMs, slowestMs: medianMs },
});
/** Silence in a round of both records; the rounds before it were answered. */
const lostIn = (exchange: number): Observed => ({
  reachable: false,
  failure: { code: 'in-series', exchange, of: 10, failure: { code: 'no-answer', afterMs: 2500 } },
});

/** A datagram between pods. */
const datagram = (rttMs: number | undefined): CheckResult =>
  judge(
    {
      ...{ id: 'pod-to-pod', from: 'pod:a', to: 'pod:b', family: 'ipv4', protocol: 'udp' },
      required: { reachable: true },
      predicted: { reachable: true },
    },
    rttMs === undefined
      ? { reachable: false, failure: { code: 'no-answer', afterMs: 1500 } }
      : { reachable: true, answeredBy: 'pod:b', source: '10.244.0.2', rttMs },
  );

const causes = (checks: readonly CheckResult[]) =>
  diagnose(checks, { evidence: { nodes: [] } }).map(({ code, suspects }) => [
    code,
    (suspects ?? []).map((suspect) => suspect.code),
  ]);
const pods = ['a', 'b', 'c', 'd'].map((name) => `pod:${name}`);
const codes = (checks: readonly CheckResult[]) => causes(checks).map(([code]) => code);

test('late answers are the name servers where datagrams are quick', () => {
  const late = pods.map((pod) => asked(pod, answered(2000)));
  expect(late.map(({ verdict }) => verdict)).toEqual(pods.map(() => 'fail'));
  expect(codes([...late, datagram(0.2)])).toEqual(['dns-slow']);
});

test('they are not where datagrams are as late', () => {
  const late = pods.map((pod) => asked(pod, answered(2000)));
  expect(codes([...late, datagram(900)])).not.toContain('dns-slow');
});

test('a median of a second is still in time', () => {
  const intime = pods.map((pod) => asked(pod, answered(1000)));
  expect(intime.map(({ verdict }) => verdict)).toEqual(pods.map(() => 'pass'));
  expect(codes(intime)).toEqual([]);
});

test('one lost of many is loss, and leaves name servers, firewalls and the network to blame', () => {
  const checks = [asked('pod:a', lostIn(7)), ...pods.slice(1).map((pod) => asked(pod, answered(3)))];
  expect(causes([...checks, datagram(0.2)])).toEqual([['dns-losing', ['dns', 'firewall', 'loss']]]);
});

test.each([
  ['each question is lost', pods.map((pod) => asked(pod, lostIn(1)))],
  ['few were asked', [asked('pod:a', lostIn(7)), asked('pod:b', answered(3))]],
  [
    'packets between pods fail too',
    [asked('pod:a', lostIn(7)), ...pods.slice(1).map((pod) => asked(pod, answered(3))), datagram(undefined)],
  ],
])('no part is told where %s', (_, checks) => {
  expect(checks.some(({ verdict }) => verdict === 'fail')).toBe(true);
  expect(codes(checks)).not.toContain('dns-losing');
});
