import { TargetError } from '../../lib/base/target-error';
import { parseObservations, timesOf } from '../../lib/cluster/observations';
import { observations } from './fake-observations';

describe('when a run was', () => {
  const started = (...times: (string | undefined)[]) => {
    const seen = observations();
    return {
      ...seen,
      pods: seen.pods.map((pod, i) => ({ ...pod, status: { ...pod.status, startTime: times[i] } })),
    };
  };

  test('is given by its first pod and by who collected what was seen, however late it is judged', () => {
    const seen = { ...started(undefined, '2026-01-01T10:00:05Z', '2026-01-01T10:00:00Z') };
    expect(timesOf({ ...seen, collectedAt: '2026-01-01T10:00:31Z' })).toEqual({
      startedAt: new Date('2026-01-01T10:00:00Z'),
      endedAt: new Date('2026-01-01T10:00:31Z'),
    });
  });

  test('has no length where an older file does not say, or clocks differ', () => {
    const startedAt = new Date('2026-01-01T10:00:00Z');
    const seen = started('2026-01-01T10:00:00Z');
    expect(timesOf(seen)).toEqual({ startedAt, endedAt: startedAt });
    expect(timesOf({ ...seen, collectedAt: '2026-01-01T09:59:59Z' })).toEqual({
      startedAt,
      endedAt: startedAt,
    });
    expect(timesOf({ ...seen, collectedAt: 'yesterday' })).toEqual({ startedAt, endedAt: startedAt });
  });

  test('is now where no pod tells', () => {
    const before = Date.now();
    expect(timesOf(observations()).startedAt.getTime()).toBeGreaterThanOrEqual(before);
  });
});

describe('a file that somebody made or changed by hand', () => {
  const sound = observations();
  const settings = JSON.parse(sound.settings);
  const refusal = (change: object): string => {
    try {
      parseObservations(JSON.parse(JSON.stringify({ ...sound, ...change })));
    } catch (error) {
      expect(error).toBeInstanceOf(TargetError);
      expect((error as TargetError).remedy).toContain('collect.sh of this version');
      return (error as TargetError).message;
    }
    return 'it was taken';
  };
  const refusalWith = (change: object) => refusal({ settings: JSON.stringify({ ...settings, ...change }) });
  const cover = (distances: unknown) => refusalWith({ extent: { pairs: 'cover', distances } });

  test('is taken where it is sound', () => {
    expect(refusal({})).toBe('it was taken');
    expect(cover(4)).toBe('it was taken');
  });

  test('names no nodes but those that it has, each once', () => {
    expect(refusalWith({ nodes: ['worker-1', 'worker-9'] })).toContain(
      'settings.nodes.1 is "worker-9", and none of nodes has that name',
    );
    expect(refusalWith({ nodes: ['worker-1', 7] })).toContain('settings.nodes.1 is 7');
    expect(refusalWith({ nodes: ['worker-1', 'worker-1'] })).toContain('names "worker-1" more than once');
    expect(refusalWith({ nodes: [] })).toContain('settings.nodes is [], not a list of the names of nodes');
  });

  test('says which pairs were tried in a way that can be', () => {
    expect(refusalWith({ extent: null })).toContain(
      'settings.extent is null; its pairs must be "all" or "cover"',
    );
    expect(refusalWith({ extent: { pairs: 'some' } })).toContain('settings.extent is {"pairs":"some"}');
    for (const distances of ['4', 1, 2.5, 1e9, undefined])
      expect(cover(distances)).toMatch(/settings\.extent\.distances is .*; of 3 nodes it must be 4$/);
  });

  test('holds objects, texts and settings where they must be', () => {
    expect(refusal({ pods: [null] })).toContain('pods.0 is null, not an object');
    expect(refusal({ logs: { job: 3 } })).toContain('logs.job is not a text');
    for (const text of ['', 'null', '[]'])
      expect(refusal({ settings: text })).toContain(
        `settings is ${JSON.stringify(text)}, not the text of a settings.json`,
      );
    expect(refusalWith({ egress: '10.0.0.1' })).toContain('settings.egress is "10.0.0.1"; it must have');
  });
});
