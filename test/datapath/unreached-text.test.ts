import { type Unreached, unreachedText } from '../../lib/datapath';
import { unreachedSchema } from '../../lib/datapath/unreached';
import { examples } from '../results/values-of-schema';
import { expectWords } from '../support/words';

const drop = { code: 'no-route', host: 'worker-2', destination: '10.244.1.2' } as const;
const twins = { address: '10.244.0.2', answeredBy: 'pod:a/0', meant: 'pod:b/0' };

describe('why an exchange does not come about, in words', () => {
  test.each<[Unreached, string]>([
    [{ code: 'dropped', drop }, 'worker-2 has no route to 10.244.1.2'],
    [
      { code: 'answer-dropped', reached: 'pod:b/0', drop },
      'pod:b/0 gets the packet, but its answer does not come back: worker-2 has no route to 10.244.1.2',
    ],
    [
      { code: 'answer-astray', reached: 'pod:b/0', host: 'pod-0.a', address: '10.244.0.2' },
      'pod:b/0 gets the packet, but its answer does not come back: it goes to pod-0.a, which has the address 10.244.0.2 too',
    ],
    [
      { code: 'other-answers', ...twins },
      '10.244.0.2 is also the address of pod:a/0, which answers in place of pod:b/0',
    ],
    [
      { code: 'other-answers', ...twins, self: true },
      '10.244.0.2 is also the address of pod:a/0 itself, which answers in place of pod:b/0',
    ],
    [{ code: 'cut-off', host: 'worker-1', link: 'eth0' }, 'eth0 of worker-1 is down'],
  ])('%j', (why, words) => expect(unreachedText(why)).toBe(words));

  test('has words for every code', () =>
    expectWords(examples(unreachedSchema) as Unreached[], unreachedText));
});
