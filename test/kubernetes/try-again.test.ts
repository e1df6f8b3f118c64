import type { Question } from '../../lib/kubernetes/job/question';
import type { ReportedObservation } from '../../lib/kubernetes/job/report';
import { withTriesAgain } from '../../lib/kubernetes/job/try-again';

const to = 'pod:worker-1/0';
const question = (...answers: (string | Error)[]): Question => ({
  asked: 'reach',
  to,
  family: 'ipv4',
  protocol: 'udp',
  answer: async () => {
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
    if (answer instanceof Error) throw answer;
    return { reachable: true, answeredBy: answer };
  },
});
const answer = (answeredBy?: string): ReportedObservation => ({
  asked: 'reach',
  to,
  family: 'ipv4',
  answeredBy,
});
const lost = new Error('no answer');

test('only what failed is tried again, and the answer stays what it was', async () => {
  const [good, bad] = await withTriesAgain([question(lost), question(lost, to)], [answer(to), answer()]);
  expect(good).toEqual(answer(to));
  expect(bad).toEqual({ ...answer(), again: { tries: 5, passed: 4 } });
});

test('an answer of somebody else is a failure, at first and again', async () => {
  const [found] = await withTriesAgain([question('pod:worker-2/0')], [answer('pod:worker-2/0')]);
  expect(found!.again).toEqual({ tries: 5, passed: 0 });
});

test('of many failures a sample from all parts of the list is tried again', async () => {
  const many = Array.from({ length: 400 }, () => question(to));
  const found = await withTriesAgain(
    many,
    many.map(() => answer()),
  );
  const places = found.flatMap(({ again }, i) => (again ? [i] : []));
  expect(places).toHaveLength(40);
  expect(new Set(places.map((place) => Math.floor(place / 100)))).toEqual(new Set([0, 1, 2, 3]));
});
