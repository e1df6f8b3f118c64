import { drifts, Figures } from '../../lib/measure';
import { about, measured, rounds, subject } from './made';

const driftsOf = (hosts: readonly number[]) =>
  drifts(new Figures(measured([subject('a')], rounds('a', hosts, about(150, hosts.length)))));

test('a host network that becomes slower round by round has drifted', () => {
  const [drift] = driftsOf(Array.from({ length: 12 }, (_, round) => 100 * 1.01 ** round));
  expect(drift).toMatchObject({ subject: 'a', trend: 1 });
  expect(drift!.rise).toBeCloseTo(1.01 ** 11 - 1);
});

test('one that stays as it is has not', () => expect(driftsOf(about(100))).toEqual([]));

test('one that was slow once has not', () => expect(driftsOf([...about(100, 11), 400])).toEqual([]));

test('of few rounds nothing can be said', () => expect(driftsOf([100, 120, 140])).toEqual([]));
