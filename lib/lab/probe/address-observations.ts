import { addTo } from '../../base/lists';
import { type Check, kindOf, type Observed } from '../../check';
import type { Endpoint } from '../../datapath';
import { valuesOf } from '../../net';
import type { ListenReport } from '../agent/agent-protocol';

/** What the namespaces' own addresses say of the checks of addresses. */
export function* addressObservations(
  checks: readonly Check[],
  endpoints: readonly Endpoint[],
  addresses: ListenReport['addresses'],
): Generator<[Check, Observed]> {
  const owners = new Map<string, string[]>();
  endpoints.forEach(({ id, kind, address }, i) => {
    // A node also has the addresses of its bridges and tunnels; its own is the one that others know.
    const own =
      kind === 'node'
        ? addresses[i]!.filter((text) => valuesOf(address).some((one) => `${one}` === text))
        : addresses[i]!;
    for (const text of own) addTo(owners, text, id);
  });
  const places = new Map(endpoints.map(({ id }, index) => [id, index]));
  for (const check of checks) {
    if (kindOf(check)?.question !== 'addresses' || check.protocol) continue;
    const alsoOn = (owners.get(`${check.predicted.source}`) ?? []).filter((id) => id !== check.from);
    yield [check, { addresses: addresses[places.get(check.from)!]!, alsoOn }];
  }
}
