import { TargetError } from '../../../lib/base/target-error';
import {
  bulkEngine,
  iperf3Client,
  iperf3Report,
  iperf3Server,
  iperf3Task,
  iperf3Version,
  refuseOldIperf3,
  worksBy,
} from '../../../lib/measure';
import { about, measured, rounds, subject } from '../made';

const task = { address: '10.0.0.2', streams: 8, bytes: 4_000_000_000 };

/** What iperf3 3.12 reports of such a run, without what is not read. */
function report(end: object = {}, start: object = {}): string {
  return JSON.stringify({
    start: { version: 'iperf 3.12', test_start: { num_streams: 8, reverse: 1, protocol: 'TCP' }, ...start },
    intervals: [],
    end: {
      sum_sent: { seconds: 2.001, bytes: 4_000_100_000, retransmits: 11, sender: false },
      sum_received: { seconds: 2, bytes: 4_000_000_256, sender: false },
      cpu_utilization_percent: { host_total: 80.5, host_user: 4, remote_total: 40, remote_user: 3 },
      ...end,
    },
  });
}

const read = (text: string) => iperf3Report('Job x', text, task);

function errorOf(act: () => unknown): TargetError {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(TargetError);
    return error as TargetError;
  }
  throw new Error('nothing was refused');
}

describe('a report of iperf3', () => {
  test('gives payload, time, both ends’ processor time and what was sent again', () => {
    expect(read(report())).toEqual({
      version: '3.12',
      measured: {
        ...{ count: 8, bytes: 4_000_000_256, durationMs: 2000 },
        cpuMs: { client: 1610, server: 800.4 },
        retransmitted: { segments: 11 },
      },
    });
  });

  test('says nothing of segments where the sender’s kernel does not count them', () => {
    const { measured: found } = read(report({ sum_sent: { seconds: 2, bytes: 4e9 } }));
    expect(found).not.toHaveProperty('retransmitted');
  });

  test('is found between complaints on standard error', () => {
    expect(read(`warning: x\n${report()}\niperf3: y\n`).version).toBe('3.12');
  });

  test('of a run that failed gives its reason, with every sign of it on one line', () => {
    const text = JSON.stringify({ start: { version: 'iperf 3.21' }, end: {}, error: 'refused\u001b[2J' });
    expect(read(text)).toEqual({
      version: '3.21',
      measured: { count: 0, failure: { code: 'unknown', text: expect.stringMatching(/^refused\\u/) } },
    });
  });

  test.each<[string, string, RegExp]>([
    ['nothing', '', /it says nothing/],
    ['no JSON', 'exec: "iperf3": not found', /it is no JSON: exec/],
    ['no sums', report({ sum_received: undefined }), /end\.sum_received is missing/],
    [
      'time that stood still',
      report({ sum_received: { seconds: 0, bytes: 5e9 } }),
      /sum_received\.seconds is 0/,
    ],
    ['bytes that are none', report({ sum_received: { seconds: 1, bytes: -1 } }), /sum_received\.bytes is -1/],
    [
      'words for numbers',
      report({ cpu_utilization_percent: { host_total: '9', remote_total: 1 } }),
      /host_total is "9"/,
    ],
    ['another direction', report({}, { test_start: { num_streams: 8, reverse: 0 } }), /reverse is 0/],
    [
      'other streams',
      report({}, { test_start: { num_streams: 1, reverse: 1 } }),
      /1 streams, and 8 were asked/,
    ],
    [
      'less than was asked for',
      report({ sum_received: { seconds: 2, bytes: 5 } }),
      /5 bytes came of 4000000000/,
    ],
  ])('with %s is refused, by field and value', (_, text, message) => {
    const error = errorOf(() => read(text));
    expect(error.message).toMatch(/^the report of iperf3 from Job x cannot be used: /);
    expect(error.message).toMatch(message);
  });

  test.each(['iperf 3.9', 'iperf 2.1.8', 'something'])('of the version %s is refused', (version) => {
    expect(errorOf(() => read(report({}, { version }))).message).toMatch(/3\.10 or later/);
  });
});

test('versions are read of what the program says, and compared by numbers', () => {
  expect(iperf3Version('iperf 3.12 (cJSON 1.7.15)\nLinux x')).toBe('3.12');
  expect(iperf3Version('iperf 3.17.1+')).toBe('3.17.1+');
  expect(iperf3Version('iperf3: error')).toBeUndefined();
  expect(refuseOldIperf3('3.10', 'a')).toBe('3.10');
  expect(refuseOldIperf3('4.0', 'a')).toBe('4.0');
});

test('a client receives a fixed number of bytes, over one stream or eight', () => {
  expect(iperf3Client(iperf3Task('bulk', '10.0.0.2')).join(' ')).toBe(
    '--client 10.0.0.2 --port 27436 --connect-timeout 5000 --reverse --bytes 1000000000 --parallel 1 --interval 0 --json',
  );
  expect(iperf3Task('bulk-8', '10.0.0.2')).toEqual(task);
  expect(iperf3Server('fd00::1')).toEqual(['--server', '--bind', 'fd00::1', '--port', '27436']);
});

test('another engine makes the bulk measurements, and no other', () => {
  const works = ['rtt', 'bulk', 'bulk-8', 'rtt-loaded'] as const;
  expect(worksBy('iperf3', works)).toEqual({ own: ['rtt', 'rtt-loaded'], engine: ['bulk', 'bulk-8'] });
  expect(worksBy('testbed', works)).toEqual({ own: works, engine: [] });
});

test('a file without bulk has no engine of it', () => {
  const file = measured([subject('a')], rounds('a', about(100), about(150)));
  expect(bulkEngine({ ...file, engine: 'iperf3 3.12' })).toBeUndefined();
  const bulk = file.blocks.map((block) => ({
    ...block,
    samples: block.samples.map((sample) => ({ ...sample, work: 'bulk' as const })),
  }));
  expect(bulkEngine({ ...file, engine: 'iperf3 3.12', blocks: bulk })).toBe('iperf3 3.12');
});
