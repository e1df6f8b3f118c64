import { smallest } from '../../../base/lists';
import type { Hop } from '../../../datapath';
import type { Cause } from '../../causes/cause';
import { exampleOf } from '../../causes/example';
import type { Run } from '../../diagnosis';
import type { Failure } from '../../failure';
import type { Scope } from '../../scope/scope';
import type { Suspect } from '../../suspect';
import type { Walks } from '../../trace';

/** Large packets that vanish: by the entry where the state predicts it, else by their place. */
export function holeCause(failures: readonly Failure[], { place, family }: Scope, { walks }: Run): Cause {
  const first = failures.find(({ why }) => why?.code === 'black-hole') ?? failures[0]!;
  const { observed, required } = first;
  const [pairs, seen] = [failures.length, exampleOf(first)];
  const passes = smallest(failures.map((one) => one.observed?.bytes ?? one.predicted.bytes ?? Infinity));
  const stop = narrowest(walks, first);
  if (stop?.decision.step !== 'drop') {
    // Links know no families; that pairs pass larger ones in the other says that a rule or a route does it.
    const suspects: readonly Suspect[] = family ? ['firewall', 'route'] : ['mtu', 'firewall'];
    return { code: 'mtu-black-hole', pairs, seen, place, passes, ...(family && { family }), suspects };
  }
  const { drop } = stop.decision;
  if (drop.code === 'too-big' && drop.silent)
    return { code: 'mtu-black-hole', pairs, seen, drop, place, passes, suspects: ['mtu'] };
  const silencer = walks.silencer(stop);
  if (silencer) return { code: 'frag-needed-suppressed', pairs, seen, drop, host: stop.host, rule: silencer };
  return { code: 'mtu-too-high', pairs, seen, drop, fits: observed?.bytes ?? required.bytes };
}

/** Where a packet one byte larger than what passes is dropped, if that is what the state predicts. */
export function narrowest(walks: Walks, failure: Failure): Hop | undefined {
  const { observed, predicted } = failure;
  const bytes = observed?.bytes ?? predicted.bytes;
  if (bytes === undefined || bytes !== predicted.bytes) return undefined;
  const walked = walks.of(failure, bytes + 1)?.forward;
  return walked?.drop?.code === 'too-big' ? walked.hops.at(-1) : undefined;
}
