/** What is said of a difference, case by case. */
import { Figures, type Measurements } from '../../../lib/measure';
import { findings } from '../../../lib/report/measured/headline';
import { remarks } from '../../../lib/report/measured/remarks';
import { plainText } from '../../../lib/report/measured/sentence';
import { about, block, bulk, measured, rounds, subject, timed } from '../../measure/made';

/** What is said of the first figure: the lead, then a line for the others. */
function said(measurements: Measurements, margin?: number): string[] {
  const [first] = findings(new Figures(measurements, { margin }));
  const { title, preview, lead, others } = first!;
  return [
    `${title}${preview === undefined ? '' : ` (${preview})`}: ${plainText(lead)}`,
    ...others.map(({ sign, subjects, words }) => `${sign} ${subjects.join(', ')}: ${plainText(words)}`),
  ];
}

const one = (hosts: readonly number[], pods: readonly number[]) =>
  measured([subject('a')], rounds('a', hosts, pods));

const two = (podsA: readonly number[], podsB: readonly number[], hosts = [about(100), about(100)]) =>
  measured(
    [subject('a'), subject('b')],
    [...rounds('a', hosts[0]!, podsA), ...rounds('b', hosts[1]!, podsB)],
  );

/** A little more in every second block than in the others. */
const restless = (value: number, spread: number, count = 12) =>
  Array.from({ length: count }, (_, i) => value * (1 + (i % 2 === 0 ? spread : -spread)));

describe('of one subject is said', () => {
  test('what it adds to its nodes', () => {
    expect(said(one(about(100), about(150)))).toEqual([
      expect.stringMatching(
        /^Round trip: a adds 50\.0 µs \[49\.\d, 50\.\d\] to the 99\.9 µs between nodes \(\+50 % \[50, 50\]\)$/,
      ),
    ]);
  });

  test('that it takes less, where it does', () => {
    expect(said(one(about(100), about(90)))[0]).toMatch(
      /^Round trip: a takes 9\.99 µs \[9\.\d+, 10\.\d+\] less than the 99\.9 µs between nodes \(−10 % \[−10, −10\]\)$/,
    );
  });

  test('that it is too little to matter', () => {
    expect(said(one(about(100), about(101)))[0]).toMatch(
      /\(\+1\.0 % \[1\.0, 1\.0\], too little to matter\)$/,
    );
  });

  test('that it is the same within the margin', () => {
    expect(said(one(about(100, 12, 0), restless(100, 0.005)))[0]).toMatch(
      /^Round trip: a has 100\.0 µs \[99\.5, 100\.5\], the same as the 100 µs between nodes within 2 %$/,
    );
  });

  test('that no difference was shown, and which would have been', () => {
    expect(said(one(about(100, 12, 0), restless(100, 0.1)))[0]).toMatch(
      /: no difference shown \(10 % would have been\)$/,
    );
  });

  test('that verdicts are a preview below 12 blocks', () => {
    expect(said(one(about(100, 6), about(150, 6)))[0]).toMatch(/^Round trip \(6\): a adds /);
  });

  test.each([
    [1, '1 block is too few for verdicts: 6 give a preview, 12 verdicts'],
    [5, '5 blocks are too few for verdicts: 6 give a preview, 12 verdicts'],
  ])('that %i blocks are too few', (count, words) => {
    expect(said(one(about(100, count), about(150, count)))).toEqual([`Round trip: ${words}`]);
  });
});

describe('of several subjects is said', () => {
  test('who adds least, and how far the others are from it', () => {
    expect(said(two(about(150), about(180)))).toEqual([
      expect.stringMatching(/^Round trip: least with a, which adds 50\.\d µs /),
      '▲ b: differs by +20 % [20, 20]',
    ]);
  });

  test('that they are the same, where no one is ahead', () => {
    expect(said(two(about(150), restless(150, 0.004)))).toEqual([
      expect.stringMatching(/^Round trip: none is ahead: /),
      expect.stringMatching(/^= [ab]: same within 2 %$/),
    ]);
  });

  test('that the machines differ, where their hosts do, and nothing else', () => {
    expect(said(two(about(150), about(165), [about(100), about(110)]))).toEqual([
      'Round trip: withdrawn: the machines differ, or a CNI works on the nodes’ own packets too: the host network of b differs from that of a by +10 % [10, 10]',
    ]);
  });

  test('how the machines differ, one by one, where there are three', () => {
    const three = measured(
      ['a', 'b', 'c'].map((id) => subject(id)),
      [
        ...rounds('a', about(100), about(150)),
        ...rounds('b', about(110), about(165)),
        ...rounds('c', about(120), about(180)),
      ],
    );
    const [lead, ...others] = said(three);
    expect(lead).toMatch(/^Round trip: none is ahead: /);
    expect(others).toHaveLength(2);
    for (const other of others)
      expect(other).toMatch(
        /^– [abc]: withdrawn: the machines differ, or a CNI works on the nodes’ own packets too: the host network of [abc] differs from /,
      );
  });

  test('with a margin that is wider, that they are the same', () => {
    expect(said(two(about(150), about(165), [about(100), about(110)]), 0.2)[1]).toMatch(/same within 20 %$/);
  });

  test('that they reach the line rate, which ranks nothing', () => {
    const line = (id: string) =>
      about(9.4, 12, 0.001).map((gbits, round) =>
        block(round, id, [bulk('node-to-node', 500, gbits), bulk('pod-to-pod', 600, gbits)]),
      );
    const found = findings(new Figures(measured([subject('a'), subject('b')], [...line('a'), ...line('b')])));
    const goodput = found.find(({ figure }) => figure.metric.id === 'goodput')!;
    expect(plainText(goodput.lead)).toBe(
      'line rate: all bring what the wire takes, which ranks nothing; compare the CPU time per GB',
    );
  });
});

describe('the remarks say', () => {
  const of = (measurements: Measurements) =>
    remarks(new Figures(measurements)).map(({ label, words }) => `${label}: ${plainText(words)}`);

  test('what cannot be measured in a lab, and why', () => {
    const blocks = about(9).map((gbits, round) =>
      block(round, 'a', [bulk('node-to-node', 500, gbits), bulk('pod-to-pod', 600, gbits)]),
    );
    expect(of(measured([subject('a', { target: 'local' })], blocks))).toContainEqual(
      'Not measurable here: Goodput of one stream, because all nodes share one kernel and its processors, and there is no wire: rates say how busy the machine is',
    );
  });

  test('which measurements failed', () => {
    const failed = timed('pod-to-pod', 1, {
      ...{ count: 0, quantilesUs: undefined },
      failure: { code: 'no-answer', afterMs: 500 },
    });
    const blocks = [...rounds('a', about(100), about(150)), block(12, 'a', [failed])];
    expect(of(measured([subject('a')], blocks))).toContainEqual(
      expect.stringMatching(/^Failed: a, rtt pod → pod: 1 of 25 measurements: no answer/),
    );
  });

  test('how many comparisons would differ by chance', () => {
    expect(of(two(about(150), about(180)))).toContainEqual(
      'Chance: 3 comparisons were made, of which about 0.1 would differ by chance alone',
    );
  });

  test('what drifted, once', () => {
    const rising = Array.from({ length: 12 }, (_, i) => 100 + 2 * i);
    const found = of(one(rising, rising)).filter((remark) => remark.startsWith('Drift'));
    expect(found).toEqual([expect.stringMatching(/round trip, node → node \+\d+ %$/)]);
  });

  test('which modes are absent, once a reason', () => {
    const absent = ['x', 'y', 'z'].map((mode) => ({
      ...{ cni: 'c', mode, why: 'missing-feature' as const },
      reason: mode === 'z' ? 'another' : 'this machine lacks it',
    }));
    const found = of({ ...one(about(100), about(150)), absent });
    expect(found.filter((remark) => remark.startsWith('Not measured'))).toEqual([
      'Not measured: c x, c y: this machine lacks it',
      'Not measured: c z: another',
    ]);
  });
});
