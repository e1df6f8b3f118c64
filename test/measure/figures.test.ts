import { capCondition, type Figure, Figures, standings } from '../../lib/measure';
import { about, block, bulk, measured, rounds, subject, timed } from './made';

const figure = (figures: Figures, id: string, path = 'pod-to-pod'): Figure =>
  figures.all.find((one) => one.metric.id === id && one.path === path)!;

describe('what one subject adds to its nodes’ network', () => {
  const figures = new Figures(measured([subject('a')], rounds('a', about(100), about(150))));
  const rtt = figure(figures, 'rtt');

  test('is a ratio and a difference to the same block', () => {
    const { value, baseline, ratio, added } = figures.standing('a', rtt)!;
    expect([value.blocks, value.value, baseline!.value]).toEqual([
      12,
      expect.closeTo(150, 0),
      expect.closeTo(100, 0),
    ]);
    expect([ratio!.value, added!.value]).toEqual([expect.closeTo(1.5), expect.closeTo(50, 0)]);
  });

  test('is no ratio of two medians: a block that was slow as a whole moves neither', () => {
    const slow = [...about(100, 11), 1000];
    const slowPods = [...about(150, 11), 1500];
    const { ratio } = new Figures(measured([subject('a')], rounds('a', slow, slowPods))).standing('a', rtt)!;
    expect(ratio!.value).toBeCloseTo(1.5);
    expect(ratio!.spread).toBeLessThan(0.001);
  });

  test('differs from nothing, judged by the two halves of its host’s samples', () => {
    const { verdict, control } = figures.overBaseline('a', rtt)!;
    expect(verdict.code).toBe('differs');
    expect(control).toMatchObject({ kind: 'halves', fails: false, difference: { value: 0 } });
  });
});

describe('the control of one subject', () => {
  const controlled = (first: (round: number) => number, last: (round: number) => number) => {
    const blocks = about(150).map((pod, round) =>
      block(round, 'a', [
        timed('node-to-node', first(round)),
        timed('pod-to-pod', pod),
        timed('node-to-node', last(round)),
      ]),
    );
    const figures = new Figures(measured([subject('a')], blocks));
    return figures.overBaseline('a', figure(figures, 'rtt'))!.control!;
  };

  test('does not mind that the first of a block is slower than the last in every block', () =>
    expect(
      controlled(
        () => 110,
        () => 100,
      ),
    ).toMatchObject({ kind: 'halves', fails: false }));

  test('fails where what is measured first and last is swapped with the rounds, and differs all the same', () =>
    expect(
      controlled(
        (round) => (round % 2 === 0 ? 100 : 110),
        (round) => (round % 2 === 0 ? 110 : 100),
      ),
    ).toMatchObject({ kind: 'halves', fails: true }));
});

describe('two clusters', () => {
  const two = (hostB: number, podB: number) =>
    new Figures(
      measured(
        [subject('a'), subject('b')],
        [...rounds('a', about(100), about(150)), ...rounds('b', about(hostB), about(podB))],
      ),
    );

  test('differ by what each adds to its own hosts', () => {
    const figures = two(100, 180);
    const { difference, verdict, margin, preview } = figures.between('b', 'a', figure(figures, 'rtt'))!;
    expect(difference.value).toBeCloseTo(0.2);
    expect([verdict.code, margin, preview]).toEqual(['differs', 0.02, false]);
  });

  test('whose hosts differ have no verdict', () => {
    const figures = two(110, 165);
    const { verdict, control } = figures.between('b', 'a', figure(figures, 'rtt'))!;
    expect(verdict).toEqual({ code: 'withdrawn' });
    expect(control).toMatchObject({ kind: 'hosts', fails: true });
  });

  test('with a wider margin have one again', () => {
    const wide = new Figures(two(110, 165).measurements, { margin: 0.2 });
    expect(wide.between('b', 'a', figure(wide, 'rtt'))!.verdict.code).toBe('same-within');
  });

  test('are told apart by the median of the rounds that both have', () => {
    const blocks = [
      ...rounds('a', about(100), about(150)),
      ...rounds('b', about(100), about(180)).slice(0, 7),
    ];
    const figures = new Figures(measured([subject('a'), subject('b')], blocks));
    const { difference, preview } = figures.between('b', 'a', figure(figures, 'rtt'))!;
    expect([difference.blocks, preview]).toEqual([7, true]);
  });

  test('of five blocks have no interval and no verdict', () => {
    const blocks = [
      ...rounds('a', about(100, 5), about(150, 5)),
      ...rounds('b', about(100, 5), about(180, 5)),
    ];
    const figures = new Figures(measured([subject('a'), subject('b')], blocks));
    const { difference, verdict } = figures.between('b', 'a', figure(figures, 'rtt'))!;
    expect(difference.interval).toBeUndefined();
    expect(verdict).toEqual({ code: 'too-few-blocks' });
  });
});

describe('a mode that was measured twice', () => {
  const lab = (id: string, repeats?: string) =>
    subject(id, { target: 'local', ...(repeats ? { repeats } : {}) });
  const three = (again: number) =>
    new Figures(
      measured(
        [lab('a'), lab('b'), lab('a again', 'a')],
        [
          ...rounds('a', about(20), about(30)),
          ...rounds('b', about(20), about(36)),
          ...rounds('a again', about(20), about(again)),
        ],
      ),
    );

  test('is the control of all others', () => {
    const figures = three(30.03);
    const { control, margin, verdict } = figures.between('b', 'a', figure(figures, 'rtt'))!;
    expect(control).toMatchObject({ kind: 'repeated', of: ['a again', 'a'], fails: false });
    expect([verdict.code, margin]).toEqual(['differs', 0.02]);
  });

  test('and differs from itself takes their verdicts away', () => {
    const figures = three(33);
    expect(figures.between('b', 'a', figure(figures, 'rtt'))!.verdict).toEqual({ code: 'withdrawn' });
  });

  test('has no place of its own among those that are compared', () => {
    const figures = three(30);
    expect(standings(figures, figure(figures, 'rtt'))).toEqual([['a'], ['b']]);
  });

  test('is compared with itself by no control, which it is', () => {
    const figures = three(33);
    const { control, verdict } = figures.between('a again', 'a', figure(figures, 'rtt'))!;
    expect([control, verdict.code]).toEqual([undefined, 'differs']);
  });
});

describe('goodput', () => {
  const cluster = (id: string, host: number, pod: number, cap?: number) => ({
    one: subject(id, { conditions: cap === undefined ? {} : { [capCondition]: `${cap}` } }),
    blocks: about(1).map((part, round) =>
      block(round, id, [bulk('node-to-node', 400, host * part), bulk('pod-to-pod', 500, pod * part)]),
    ),
  });
  const both = (...made: ReturnType<typeof cluster>[]) =>
    new Figures(
      measured(
        made.map(({ one }) => one),
        made.flatMap(({ blocks }) => blocks),
      ),
    );

  test('of hosts and pods that all reach the same is the wire’s', () => {
    const figures = both(cluster('a', 9.4, 9.35), cluster('b', 9.41, 9.36));
    expect(figures.between('a', 'b', figure(figures, 'goodput'))!.verdict).toEqual({ code: 'line-rate' });
  });

  test('near what the instance may have is the wire’s', () => {
    const figures = both(cluster('a', 10, 9.6, 10), cluster('b', 10, 9.9, 10));
    expect(figures.between('a', 'b', figure(figures, 'goodput'))!.verdict).toEqual({ code: 'line-rate' });
  });

  test('that one of them does not reach is its own', () => {
    const figures = both(cluster('a', 9.4, 9.35), cluster('b', 9.4, 7));
    expect(figures.between('b', 'a', figure(figures, 'goodput'))!.verdict.code).toBe('differs');
  });

  test('of a lab says nothing, and what a gigabyte costs does', () => {
    const { one, blocks } = cluster('a', 30, 20);
    const figures = new Figures(measured([{ ...one, target: 'local' }], blocks));
    expect(figures.unmeasurable(figure(figures, 'goodput'))).toBe('one-kernel');
    expect(figures.unmeasurable(figure(figures, 'cpu-per-gb'))).toBeUndefined();
    expect(figures.standing('a', figure(figures, 'cpu-per-gb'))!.value.value).toBeCloseTo(0.5);
  });
});

describe('blocks', () => {
  test('that were set aside count for nothing', () => {
    const bad = rounds('a', [900], [9000]).map((one) => ({
      ...one,
      setAside: { code: 'starved', share: 0.4 } as const,
    }));
    const figures = new Figures(measured([subject('a')], [...bad, ...rounds('a', about(100), about(150))]));
    expect(figures.standing('a', figure(figures, 'rtt'))!.value.blocks).toBe(12);
  });

  test('in which a measurement failed have no value of it', () => {
    const blocks = about(100).map((us, round) =>
      block(round, 'a', [
        timed('node-to-node', us),
        round === 3
          ? timed('pod-to-pod', 1, {
              count: 0,
              quantilesUs: undefined,
              failure: { code: 'no-answer', afterMs: 1 },
            })
          : timed('pod-to-pod', 2 * us),
      ]),
    );
    const figures = new Figures(measured([subject('a')], blocks));
    expect(figures.standing('a', figure(figures, 'rtt'))!.value.blocks).toBe(11);
  });

  test('at many policies are held against those at none', () => {
    const blocks = about(100).map((us, round) =>
      block(round, 'a', [
        timed('pod-to-pod', us, { work: 'connect' }),
        timed('pod-to-pod', 1.3 * us, { work: 'connect', policies: 1000 }),
      ]),
    );
    const figures = new Figures(measured([subject('a')], blocks));
    const many = figures.all.find(({ policies }) => policies === 1000)!;
    expect(figures.standing('a', many)!.ratio!.value).toBeCloseTo(1.3);
  });
});
