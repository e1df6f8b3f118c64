/** What readings of a pod's log say of its clock. */
import { PodClock } from '../../../lib/cluster/measure/pod-clock';

test('one reading leaves a range, as long as it took and as old as the line may be', () => {
  const clock = new PodClock(10);
  clock.heard({ beganMs: 3000, endedMs: 3004, saidMs: 2990 });
  expect([clock.here(2990), clock.exactToMs]).toEqual([2997, 7]);
});

test('several leave what all of them allow', () => {
  const clock = new PodClock(10);
  clock.heard({ beganMs: 3000, endedMs: 3050, saidMs: 2990 });
  clock.heard({ beganMs: 4000, endedMs: 4100, saidMs: 3970 });
  clock.heard({ beganMs: 5000, endedMs: 5030, saidMs: 5005 });
  // Behind by 0 to 60, by 20 to 130, and by -15 to 25: by 20 to 25.
  expect([clock.here(0), clock.exactToMs]).toEqual([22.5, 3]);
});

test('a clock that is hours off is no less exact', () => {
  const clock = new PodClock(10);
  const hours = 3 * 3_600_000;
  clock.heard({ beganMs: 1000, endedMs: 1002, saidMs: 1000 + hours });
  expect([clock.here(1500 + hours), clock.exactToMs]).toEqual([1496, 6]);
});
