import {
  failureText,
  lackText,
  predictedText,
  type Reason,
  reasonSchema,
  reasonText,
  type Unreachable,
} from '../../lib/check';
import { failureSchema, lackSchema } from '../../lib/check/failure';
import { unreachableSchema } from '../../lib/check/reason';
import type { Lack, ProbeFailure } from '../../lib/prober';
import { examples } from '../results/values-of-schema';
import { expectWords } from '../support/words';

/** Of every code and every detail; an address is shared with somebody. */
const reasons = (examples(reasonSchema) as Reason[]).filter(
  (why) => why.code !== 'address-shared' || why.with.length > 0,
);

const allowed = ['10.244.0.2'];
const failure = { code: 'no-answer', afterMs: 500 } as const;
const noRoute = {
  code: 'dropped',
  drop: { code: 'no-route', host: 'worker-1', destination: '10.244.2.2' },
} as const;

describe('why a check failed or was skipped, in words', () => {
  test.each<[Reason, string]>([
    [{ code: 'no-answer' }, 'no answer'],
    [{ code: 'no-answer', failure }, 'no answer within 500 ms'],
    [
      { code: 'no-answer', failure, again: { tries: 5, passed: 4 } },
      'no answer within 500 ms; tried again, 4 of 5 pass',
    ],
    [{ code: 'no-answer', failure, again: { tries: 5, passed: 0 } }, 'no answer within 500 ms'],
    [{ code: 'no-answer', predicted: noRoute }, 'worker-1 has no route to 10.244.2.2'],
    [
      { code: 'other-answers', answeredBy: 'pod:c/0', meant: 'pod:b/0' },
      'pod:c/0 answered in place of pod:b/0',
    ],
    [
      { code: 'source-not-allowed', source: '192.168.1.10', allowed },
      'the receiver saw 192.168.1.10, not 10.244.0.2: the source address was translated',
    ],
    [
      { code: 'egress-source', source: '10.244.0.2', allowed: ['192.168.1.10'] },
      "the receiver saw 10.244.0.2, not 192.168.1.10: it must be the node's own",
    ],
    [{ code: 'not-denied', answeredBy: 'pod:b/0' }, 'pod:b/0 answered, and nobody may'],
    [
      { code: 'other-addresses', has: ['10.0.0.1', '10.0.0.2'], wanted: ['10.0.0.1'] },
      'it has 10.0.0.1, 10.0.0.2, not 10.0.0.1',
    ],
    [
      { code: 'other-addresses', has: [], wanted: [], failure: { code: 'system', errno: 'ENOTFOUND' } },
      'ENOTFOUND',
    ],
    [
      { code: 'black-hole', from: 1401, to: 1450 },
      'black hole: packets of 1401 to 1450 bytes leave the sender and never arrive',
    ],
    [
      { code: 'slow-answers', medianMs: 1503.4, mostMs: 1000 },
      "half of the answers take 1503 ms and more; 1000 ms are enough for names of the cluster's own",
    ],
    [
      { code: 'wasteful', bytes: 1400, possible: 1450 },
      'wasteful: 1400 bytes is the most that passes, 1450 would fit the underlay',
    ],
    [
      { code: 'outer-fragmented', bytes: 1500, atMost: 1450 },
      '1500 bytes pass, but more than 1450 cannot cross the underlay in one piece inside of a tunnel: outer packets are fragmented, or these go past the tunnel',
    ],
    [
      { code: 'address-missing', planned: '10.244.0.2', within: '10.244.0.0/24', has: [] },
      'it does not have its planned address 10.244.0.2 in 10.244.0.0/24, but none',
    ],
    [
      { code: 'address-outside', address: '10.244.7.2', within: '10.244.0.0/24' },
      "its address 10.244.7.2 lies outside its node's range 10.244.0.0/24",
    ],
    [
      { code: 'address-shared', address: '10.244.0.2', with: ['pod:b/0'] },
      'its address 10.244.0.2 is also the address of pod:b/0',
    ],
    [
      { code: 'pair-unreachable', failure: { code: 'udp-lost' } },
      'the pair is not reachable: UDP does not pass at all',
    ],
    [{ code: 'pair-unreachable' }, 'the pair is not reachable: see its check'],
    [
      { code: 'not-predicted', unknown: { host: 'a', because: { code: 'rule', rule: 'u32' } } },
      'nothing is predicted of it: a rule of a decides, and not all of it is known: u32',
    ],
    [{ code: 'not-predicted' }, 'nothing is predicted of it'],
    [
      { code: 'not-asked', lack: { code: 'EMFILE' } },
      'not asked: EMFILE: this process may open no more files and sockets (ulimit -n)',
    ],
    [{ code: 'no-policies', cni: 'flannel', known: true }, 'flannel enforces no network policies'],
    [
      { code: 'no-policies', cni: 'other', known: false },
      'no network policy is enforced, and whether other should enforce them is not known',
    ],
    [{ code: 'unknown', text: 'as an older version said' }, 'as an older version said'],
  ])('%j', (why, words) => expect(reasonText(why)).toBe(words));

  test('has words for every code and every detail', () => expectWords(reasons, reasonText));

  test('has words for whatever a probe meets, a machine lacks or the walk says', () => {
    expectWords(examples(failureSchema) as ProbeFailure[], failureText);
    expectWords(examples(lackSchema) as Lack[], lackText);
    expectWords(examples(unreachableSchema) as Unreachable[], predictedText);
  });

  test('shows nothing of what else answered that a terminal obeys', () => {
    const words = failureText({ code: 'not-a-prober', said: '\u001b]0;title\u0007x' });
    expect(words).toBe('not a prober\'s answer: "\\u001b]0;title\\u0007x"');
  });
});
