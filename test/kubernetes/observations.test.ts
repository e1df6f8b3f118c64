import { timesOf } from '../../lib/kubernetes/observations';
import { observations } from './fake-observations';

describe('when a run was', () => {
  const started = (...times: (string | undefined)[]) => {
    const seen = observations();
    return {
      ...seen,
      pods: seen.pods.map((pod, i) => ({ ...pod, status: { ...pod.status, startTime: times[i] } })),
    };
  };

  test('is told by its first pod and by who collected what was seen, however late it is judged', () => {
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
