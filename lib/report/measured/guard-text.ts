/** What makes numbers mean less than they seem to, in words. */
import { named } from '../../base/lists';
import type { Guard } from '../../measure';

const percent = (share: number) => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;

/** `a 6.1.0, b 6.5.0`. */
const listed = (values: Readonly<Record<string, string>>) =>
  named(Object.entries(values).map(([name, value]) => `${name} ${value}`));

/** A sentence about what a guard found, without its full stop. */
export function guardText(guard: Guard): string {
  switch (guard.code) {
    case 'burstable':
      return `${guard.subject} runs on ${guard.instanceType}, whose processors and bandwidth are credits that run out`;
    case 'bandwidth-credits':
      return `${guard.subject} runs on ${guard.instanceType}, whose bandwidth is "up to" what is said: a burst of minutes over a lower baseline`;
    case 'few-workers':
      return `${guard.subject} has ${guard.workers === 1 ? 'one worker' : `${guard.workers} workers`}, and a CNI’s work is between two`;
    case 'unequal':
      return `the ${guard.condition} is not the same (${listed(guard.values)}), so that machines would be compared and not CNIs`;
    case 'unlike':
      return `the ${guard.condition} is not the same (${listed(guard.values)}), which has its part in every difference`;
    case 'busy':
      return `other programs keep ${percent(guard.share)} of the processors of ${guard.node} (${guard.subject}) busy`;
    case 'starved':
      return `in ${guard.blocks === 1 ? 'one block' : `${guard.blocks} blocks`} of ${guard.subject}, clients waited for a processor, or a hypervisor took it, for up to ${percent(guard.share)} of the time`;
    case 'no-placement':
      return `${guard.subject} has no placement group, so that one stream has 5 Gbit/s at most`;
    case 'governor':
      return `the clocks of the processors of ${guard.subject} follow the load (governor ${guard.governor})`;
  }
}
