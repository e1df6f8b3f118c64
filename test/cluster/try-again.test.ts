import type { Question } from '../../lib/prober/questions/question';
import type { ReportedObservation } from '../../lib/prober/questions/report';
import { withTriesAgain } from '../../lib/prober/questions/try-again';

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

describe('what stands on plain packets', () => {
  const right = { reachable: true, answeredBy: 'pod:worker-2/0', source: '10.244.1.2' };
  const asking = (asked: Question['asked'], ...answers: Partial<ReportedObservation>[]): Question => ({
    asked,
    to: 'node:worker-1',
    family: 'ipv4',
    answer: async () => (answers.length > 1 ? answers.shift()! : answers[0]!),
  });
  const first = (asked: Question['asked'], more: Partial<ReportedObservation> = {}): ReportedObservation => ({
    asked,
    to: 'node:worker-1',
    family: 'ipv4',
    reachable: false,
    failure: { code: 'no-answer', afterMs: 750 },
    ...more,
  });

  test.each(['service/cluster-ip', 'service/node-port', 'egress/nat'] as const)(
    'one lost answer of %s decides nothing where all later ones come',
    async (asked) => {
      const [found] = await withTriesAgain([asking(asked, right)], [first(asked)]);
      expect(found).toEqual({
        asked,
        to: 'node:worker-1',
        family: 'ipv4',
        ...right,
        again: { tries: 5, passed: 5 },
      });
    },
  );

  test('one lost answer of a name server decides nothing, and what it says later does', async () => {
    const [found] = await withTriesAgain([asking('dns', { addresses: ['10.9.9.9'] })], [first('dns')]);
    expect(found).toMatchObject({ addresses: ['10.9.9.9'], again: { tries: 5, passed: 5 } });
    expect(found!.failure).toBeUndefined();
  });

  test('one lost answer of a pod that policies let in decides nothing', async () => {
    const allowed = { ...first('policy/allow'), to };
    const [found] = await withTriesAgain([{ ...question(to), asked: 'policy/allow' }], [allowed]);
    expect(found).toMatchObject({ answeredBy: to, again: { tries: 5, passed: 5 } });
  });

  test('is a failure where any of the later ones is lost too', async () => {
    const lost = first('service/node-port');
    const [found] = await withTriesAgain([asking('service/node-port', lost, right)], [lost]);
    expect(found).toEqual({ ...lost, again: { tries: 5, passed: 4 } });
  });

  test('a denial that one later answer breaks stays what it was, with the count', async () => {
    const denied = { ...first('policy/default-deny'), to };
    const [found] = await withTriesAgain([{ ...question(to), asked: 'policy/default-deny' }], [denied]);
    expect(found).toEqual({ ...denied, again: { tries: 5, passed: 5 } });
  });
});

test('what the machine could not ask is not asked again, and counts for nothing', async () => {
  const full = Object.assign(new Error('socket'), { code: 'EMFILE' });
  const unasked = { ...answer(), notAsked: { code: 'EMFILE' } } as const;
  const [first, second] = await withTriesAgain([question(to), question(full, lost, to)], [unasked, answer()]);
  expect(first).toEqual(unasked);
  expect(second!.again).toEqual({ tries: 4, passed: 3 });
});

test('each try is made from a socket of its own', async () => {
  const fresh: (boolean | undefined)[] = [];
  const asked: Question = {
    ...question(to),
    answer: async (own) => {
      fresh.push(own);
      return { answeredBy: to };
    },
  };
  await withTriesAgain([asked], [answer()]);
  expect(fresh).toEqual(Array(5).fill(true));
});
