import { measurementsFile } from '../../lib/measure';
import { ResultsError, readMeasurements } from '../../lib/results';
import { about, block, measured, rounds, subject, timed } from './made';

const good = measured([subject('a'), subject('b')], rounds('a', about(100), about(150)));
const read = (data: unknown) => readMeasurements(JSON.stringify(data));

describe('a measurements file', () => {
  test('is read as it was written', () => expect(read(good)).toEqual(good));

  test('may be part of a file of runs', () =>
    expect(read({ schema: 'cni-testbed/comparison/v1', rows: [], runs: [], measurements: good })).toEqual(
      good,
    ));

  test('is not what has none in it', () => {
    expect(read({ schema: 'cni-testbed/comparison/v1', rows: [], runs: [] })).toBeUndefined();
    expect(read({ schema: 'something/v1' })).toBeUndefined();
  });

  test.each<[string, object, RegExp]>([
    [
      'a block of nobody',
      { blocks: [block(0, 'c', [])] },
      /blocks\.0\.subject is "c": no subject has this id/,
    ],
    [
      'two subjects of one name',
      { subjects: [subject('a'), subject('a')] },
      /subjects\.1\.id is "a": two subjects/,
    ],
    [
      'a subject that repeats itself',
      { subjects: [subject('a', { repeats: 'a' })], blocks: [] },
      /repeat itself/,
    ],
    ['an order of nobody', { order: [['a', 'x']] }, /order\.0\.1 is "x"/],
    ['no subject', { subjects: [], blocks: [] }, /subjects/],
    [
      'a distribution that is cut',
      { blocks: [block(0, 'a', [timed('pod-to-pod', 1, { quantilesUs: [1, 2, 3] })])] },
      /quantilesUs .* 201/,
    ],
    [
      'a share of more than all',
      { blocks: [block(0, 'a', [timed('pod-to-pod', 1, { waiting: 2 })])] },
      /waiting/,
    ],
    ['a path that is none', { blocks: [block(0, 'a', [timed('x' as 'pod-to-pod', 1)])] }, /path/],
  ])('with %s is refused', (_, wrong, message) => {
    expect(() => read({ ...good, ...wrong })).toThrow(ResultsError);
    expect(() => read({ ...good, ...wrong })).toThrow(message);
  });

  test('of twelve blocks of two clusters is below a megabyte', () => {
    const quantilesUs = Array.from({ length: 201 }, (_, i) => Number((20 + i / 7).toPrecision(5)));
    const works = ['rtt', 'connect', 'bulk', 'bulk-8', 'rtt-loaded', 'udp-small', 'udp-large'] as const;
    const samples = works.flatMap((work) =>
      (['node-to-node', 'pod-to-pod', 'pod-to-pod', 'node-to-node'] as const).map((path) =>
        timed(path, 1, { work, ...(work.startsWith('bulk') ? { quantilesUs: undefined } : { quantilesUs }) }),
      ),
    );
    const blocks = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].flatMap((round) =>
      ['a', 'b'].map((id) => block(round, id, samples)),
    );
    const file = measured([subject('a'), subject('b')], blocks);
    expect(() => measurementsFile.parse(file)).not.toThrow();
    expect(JSON.stringify(file).length).toBeLessThan(1e6);
  });
});
