import type { Guard } from '../../lib/measure';
import { guardText } from '../../lib/report/measured/guard-text';

test.each<[Guard, string]>([
  [
    { code: 'burstable', subject: 'a', instanceType: 't3.medium' },
    'a runs on t3.medium, whose processors and bandwidth are credits that run out',
  ],
  [
    { code: 'bandwidth-credits', subject: 'a', instanceType: 'm5.large' },
    'a runs on m5.large, whose bandwidth is "up to" what is said: a burst of minutes over a lower baseline',
  ],
  [{ code: 'few-workers', subject: 'a', workers: 1 }, 'a has one worker, and a CNI’s work is between two'],
  [{ code: 'few-workers', subject: 'a', workers: 0 }, 'a has 0 workers, and a CNI’s work is between two'],
  [
    { code: 'unequal', condition: 'kernel', values: { a: '6.1', b: '6.8' } },
    'the kernel is not the same (a 6.1, b 6.8), so that machines would be compared and not CNIs',
  ],
  [
    { code: 'unlike', condition: 'pod MTU', values: { a: '1450', b: '8951' } },
    'the pod MTU is not the same (a 1450, b 8951), which has its part in every difference',
  ],
  [
    { code: 'busy', subject: 'a', node: 'worker-1', share: 0.123 },
    'other programs keep 12 % of the processors of worker-1 (a) busy',
  ],
  [
    { code: 'starved', subject: 'a', blocks: 2, share: 0.061 },
    'in 2 blocks of a, clients waited for a processor, or a hypervisor took it, for up to 6.1 % of the time',
  ],
  [
    { code: 'no-placement', subject: 'a' },
    'a has no placement group, so that one stream has 5 Gbit/s at most',
  ],
  [
    { code: 'governor', subject: 'a', governor: 'powersave' },
    'the clocks of the processors of a follow the load (governor powersave)',
  ],
])('%j is told as “%s”', (guard, text) => {
  expect(guardText(guard)).toBe(text);
});
