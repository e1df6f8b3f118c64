/** A way as a pod sees it: open, closed, and since when. */
import { Way } from '../../lib/prober/measure/pulse/way';

/** A way that is asked each 5 ms from `from` to `to`, of which some are answered. */
function asked(to: number, isAnswered: (ms: number) => boolean) {
  let nowMs = 0;
  const way = new Way(() => nowMs);
  for (; nowMs < to; nowMs += 5) if (isAnswered(nowMs)) way.answer(way.ask());
  return way.now;
}

test('nothing is known of a way that never answered', () => {
  expect(asked(1000, () => false)).toEqual({ nowMs: 1000, open: false });
});

test('an open way is so since the first question that was answered', () => {
  expect(asked(1000, (ms) => ms >= 400)).toEqual({ nowMs: 1000, open: true, sinceMs: 400 });
});

test('a closed way is so since the last question that was answered', () => {
  expect(asked(1000, (ms) => ms <= 400)).toEqual({ nowMs: 1000, open: false, sinceMs: 400 });
});

test('a question whose time is not over yet closes nothing', () => {
  expect(asked(600, (ms) => ms <= 400)).toMatchObject({ open: true, sinceMs: 0 });
});

test('some answers that got lost are no end', () => {
  expect(asked(1000, (ms) => ms < 300 || ms > 400)).toMatchObject({ open: true, sinceMs: 0 });
});

test('a way that opens again does so anew', () => {
  expect(asked(2000, (ms) => ms < 300 || ms >= 900)).toMatchObject({ open: true, sinceMs: 900 });
});
