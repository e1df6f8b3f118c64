import fc from 'fast-check';
import { TargetError } from '../../../lib/base/target-error';
import { clusterSample, parseMeasureReport } from '../../../lib/cluster/measure/measure-report';
import { serverLine } from '../../../lib/cluster/untrusted/measure-report-lines';
import { onlyLine } from '../../../lib/cluster/untrusted/whole-report';
import type { Step } from '../../../lib/measure';
import { leastBusy } from '../../../lib/prober/measure/job/quiet';
import { measuredLine, measureLog, nodes, reportOf } from './fake-measuring';

const expected = { job: 'j', network: 'pod', node: 'worker-1', steps: [1, 2] } as const;
const lines = [measuredLine(1), measuredLine(2)];
const sound = measureLog('pod', 'worker-1', lines);
const parse = (log: string) => parseMeasureReport(log, expected);
/** Signs that would move a terminal’s cursor, or end a line. */
const unsafe = /[^\P{Cc}]/u;

describe('a measuring Job’s report', () => {
  test('is taken where it is whole, whatever else was printed between', () => {
    expect(parse(`(node:1) a warning\n${sound}`).map(({ step }) => step)).toEqual([1, 2]);
  });

  test('leaves out what nobody asked for', () => {
    const [line] = parse(measureLog('pod', 'worker-1', [{ ...lines[0], html: '<b>' }, lines[1]!]));
    expect(line).not.toHaveProperty('html');
  });

  const changed = (change: object) => measureLog('pod', 'worker-1', [{ ...lines[0], ...change }, lines[1]!]);
  const quantiles = lines[0]!.quantilesUs!;

  test.each<[string, string, string]>([
    ['that is empty', '', 'it does not begin as a report of cni-testbed/measure/v1'],
    ['without its end', sound.replace(/\{"report":"end".*/, ''), 'its last line is missing'],
    ['cut in a line', `${sound.slice(0, 600)}\n{"report":"end"`, 'a line is no JSON'],
    ['with a line lost', sound.replace(/\{"step":1.*\n/, ''), '1 of 2 measurements are there'],
    ['of another node', measureLog('pod', 'worker-2', lines), 'it is of the network pod of worker-2'],
    ['of the other network', measureLog('node', 'worker-1', lines), 'it is of the network node of worker-1'],
    [
      'of other steps',
      measureLog('pod', 'worker-1', [measuredLine(1), measuredLine(3)]),
      'its steps are 1, 3',
    ],
    [
      'of one step twice',
      measureLog('pod', 'worker-1', [measuredLine(1), measuredLine(1)]),
      'its steps are 1, 1',
    ],
    ['with a count that is none', changed({ count: -1 }), 'line 2: count is -1'],
    [
      'with times that fall',
      changed({ quantilesUs: [...quantiles].reverse() }),
      'quantilesUs.1 is 239: quantiles rise',
    ],
    ['with too few quantiles', changed({ quantilesUs: [1, 2] }), 'line 2: quantilesUs is'],
    [
      'with times that are no numbers',
      changed({ quantilesUs: quantiles.map(String) }),
      'quantilesUs.0 is "40"',
    ],
    ['with a share beyond the whole', changed({ waiting: 1.5 }), 'line 2: waiting is 1.5'],
    ['with a failure that counts', changed({ failure: { code: 'too-big' } }), 'what failed counts nothing'],
    [
      'with a failure of no known code',
      changed({ count: 0, failure: { code: 'x' } }),
      'line 2: failure.code',
    ],
    [
      'with a sign that moves the cursor',
      sound.replace('"step":1', '"step":1,"failure":"\u001b[2J"'),
      'a line is no JSON',
    ],
  ])('%s is refused', (_title, log, message) => {
    expect(() => parse(log)).toThrow(message);
  });

  test('with whatever in a line is taken or refused, and never a bug', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(lines[0]!)), fc.jsonValue()), (change) => {
        try {
          parse(changed(change));
        } catch (error) {
          expect(error).toBeInstanceOf(TargetError);
          expect((error as Error).message).not.toMatch(unsafe);
        }
      }),
    );
  });

  test('keeps a failure’s words in their line', () => {
    const failure = { code: 'unknown', text: 'a\u001b[2J\nb' } as const;
    const [line] = parse(changed({ count: 0, quantilesUs: undefined, failure }));
    expect(JSON.stringify(line!.failure)).not.toMatch(unsafe);
    expect(line!.failure).toMatchObject({ code: 'unknown', text: expect.not.stringMatching(unsafe) });
  });
});

test('of a path within a node, the machine is counted once', () => {
  const step: Step = {
    ...{ path: 'pod-to-pod/same-node', work: 'rtt', family: 'ipv4' },
    ...{ from: 'pod:worker-1/0', to: 'pod:worker-1/1' },
  };
  const pair = { from: 'worker-1', to: 'worker-2' };
  const busyMs = { client: 9, server: 10 };
  expect(clusterSample(step, pair, { count: 1, busyMs }).nodesMs).toEqual({ 'worker-1': 9 });
  expect(clusterSample({ ...step, path: 'pod-to-pod' }, pair, { count: 1, busyMs }).nodesMs).toEqual({
    ...{ 'worker-1': 9, 'worker-2': 10 },
  });
});

describe('what a server says', () => {
  const line = JSON.stringify(reportOf('node', nodes[1]!));

  test('is read where it is whole', () => {
    expect(onlyLine('s', `a warning\n${line}\n`, serverLine)).toMatchObject({
      busy: 0.01,
      proxyMode: 'iptables',
    });
  });

  test.each([
    ['nothing', '', 'it says nothing'],
    ['another schema', line.replace('/v1', '/v9'), 'schema is "cni-testbed/measure/v9"'],
    ['no share', line.replace('0.01', '7'), 'busy is 7'],
    ['an address that is none', line.replace('192.168.1.11', '; rm'), 'addresses.0 is "; rm"'],
  ])('that is %s is refused', (_title, log, message) => {
    expect(() => onlyLine('s', log, serverLine)).toThrow(message);
  });
});

describe('how busy a node is', () => {
  /** Counters that rise by these ticks of 100 from look to look. */
  function machine(...busy: number[]) {
    let all = 0;
    let sum = 0;
    const looks = busy.flatMap((ticks) => {
      const before = { busy: sum, stolen: 0, all };
      sum += ticks;
      all += 100;
      return [before, { busy: sum, stolen: 0, all }];
    });
    return { rest: looks, look: () => looks.shift() };
  }

  test('is that of its quietest moment', async () => {
    const { look } = machine(90, 40, 60, 50, 70, 80);
    expect(await leastBusy(async () => {}, look)).toBe(0.4);
  });

  test('is known at once where it is idle', async () => {
    const { look, rest } = machine(2, 90, 90);
    expect(await leastBusy(async () => {}, look)).toBe(0.02);
    expect(rest).toHaveLength(4);
  });

  test('is not known where the kernel does not tell', async () => {
    expect(
      await leastBusy(
        async () => {},
        () => undefined,
      ),
    ).toBeUndefined();
  });
});
