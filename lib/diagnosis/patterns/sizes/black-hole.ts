import { smallest } from '../../../base/lists';
import { type Datapath, type Hop, Network, Predictor } from '../../../datapath';
import type { Cause } from '../../causes/cause';
import type { Run } from '../../diagnosis';
import type { Failure } from '../../failure';
import type { Scope } from '../../scope/scope';
import type { Suspect } from '../../suspect';

/** Large packets that vanish: by the entry where the state predicts it, else by their place. */
export function holeCause(failures: readonly Failure[], { place, family }: Scope, { datapath }: Run): Cause {
  const first = failures.find(({ why }) => why?.code === 'black-hole') ?? failures[0]!;
  const { from, to, why, observed, required } = first;
  const [pairs, seen] = [failures.length, { from, to, why }];
  const passes = smallest(failures.map((one) => one.observed?.bytes ?? one.predicted.bytes ?? Infinity));
  const stop = datapath && narrowest(datapath, first);
  if (stop?.decision.step !== 'drop') {
    // Links know no families; that pairs pass larger ones in the other says that a rule or a route does it.
    const suspects: readonly Suspect[] = family ? ['firewall', 'route'] : ['mtu', 'firewall'];
    return { code: 'mtu-black-hole', pairs, seen, place, passes, ...(family && { family }), suspects };
  }
  const { drop } = stop.decision;
  if (drop.code === 'too-big' && drop.silent)
    return { code: 'mtu-black-hole', pairs, seen, drop, place, passes, suspects: ['mtu'] };
  const host = datapath?.hosts.find(({ name }) => name === stop.host);
  const silent = host?.filters.find(({ protocol, hook }) => protocol === 'icmp' && hook === 'output');
  if (silent)
    return { code: 'frag-needed-suppressed', pairs, seen, drop, host: stop.host, rule: silent.comment };
  return { code: 'mtu-too-high', pairs, seen, drop, fits: observed?.bytes ?? required.bytes };
}

/** Where a packet one byte larger than what passes is dropped, if that is what the state predicts. */
function narrowest(datapath: Datapath, { from, to, family, observed, predicted }: Failure): Hop | undefined {
  const find = (id: string) => datapath.endpoints.find((endpoint) => endpoint.id === id);
  const [sender, receiver, bytes] = [find(from), find(to), observed?.bytes ?? predicted.bytes];
  if (!sender || !receiver?.address[family] || bytes === undefined || bytes !== predicted.bytes)
    return undefined;
  const predictor = new Predictor(new Network(datapath));
  const { forward } = predictor.predict(sender, receiver, family, 'udp', bytes + 1);
  return forward.drop?.code === 'too-big' ? forward.hops.at(-1) : undefined;
}
