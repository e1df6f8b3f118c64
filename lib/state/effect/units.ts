import { addTo } from '../../base/lists';
import type { Datapath, Host } from '../../datapath';
import type { Difference, EntryKind } from '../diff/difference';
import { withDifference } from './with-difference';

/** Differences that act together: all rules of a host, as each rule stands on those before it; any other one alone. */
export interface Unit {
  readonly host: string;
  readonly kind: EntryKind;
  readonly differences: readonly Difference[];
  /** The computed state with them in it. */
  readonly datapath: Datapath;
}

/** All differences, each in one unit. */
export function unitsOf(computed: Datapath, real: Datapath, differences: readonly Difference[]): Unit[] {
  const rules = new Map<string, Difference[]>();
  const units: Unit[] = [];
  for (const difference of differences) {
    const { host, kind } = difference;
    if (kind === 'netfilter') addTo(rules, host, difference);
    else
      units.push({
        host,
        kind,
        differences: [difference],
        datapath: withDifference(computed, difference, real),
      });
  }
  const hosts = new Map(real.hosts.map((host) => [host.name, host]));
  for (const [host, some] of rules)
    units.push({
      host,
      kind: 'netfilter',
      differences: some,
      datapath: withRules(computed, host, hosts.get(host)),
    });
  return units;
}

/** The computed state with the rules that one host really has. */
function withRules(computed: Datapath, name: string, real: Host | undefined): Datapath {
  const { netfilter } = real ?? {};
  return {
    ...computed,
    hosts: computed.hosts.map((host) =>
      host.name === name && netfilter ? { ...host, nat: [], filters: [], netfilter } : host,
    ),
  };
}
