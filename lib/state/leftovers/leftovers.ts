/** What CNIs that do not run have left on a machine, and how it is removed. */
import type { Address, Cidr } from '../../net';
import { filters, pins } from './kinds/ebpf';
import { config, folders } from './kinds/files';
import type { Finder, Found, Sought } from './kinds/finder';
import { links } from './kinds/links';
import { listeners } from './kinds/listeners';
import { iptables, sets, tables } from './kinds/netfilter';
import { leftRoute, policyRules, routes } from './kinds/routes';
import { inRemovalOrder, type Left, unknownOwner } from './left';
import type { Seen } from './seen';
import type { Owner } from './traces';

/** What is known of the cluster that a machine is in. */
export interface Surroundings {
  /** CNIs that the testbed builds and that run. */
  readonly running: readonly Owner[];
  /** Those that do not. */
  readonly others: readonly Owner[];
  /** Whether a CNI runs that the testbed does not build. */
  readonly unknownRuns: boolean;
  /** The other nodes with their shares of the pod network. @default not known */
  readonly nodes?: readonly { readonly addresses: readonly Address[]; readonly shares: readonly Cidr[] }[];
}

const finders: readonly Finder[] = [
  ...[config, pins, filters, policyRules, routes],
  ...[iptables, tables, sets, links, folders],
];

/** All that is left on a machine, in the order in which it can be removed. */
export function leftOn(seen: Seen, around: Surroundings): Left[] {
  const { running, others, unknownRuns } = around;
  const host = seen.host.name;
  const named = others.flatMap(({ name: owner, traces }): Left[] => {
    const sought: Sought = {
      traces,
      alone: !unknownRuns,
      replaced: unknownRuns || running.length > 0,
      running: (file) => running.some((one) => one.traces.config.test(file)),
    };
    const found = finders.flatMap((find) => find(seen, sought));
    // Ports are no names: a socket is an agent's where something else of it is there.
    const open = found.length > 0 ? listeners(seen, sought) : [];
    return [...open, ...found].map((one) => ({ host, owner, ...one }));
  });
  return inRemovalOrder([...named, ...nameless(seen, around, named)]);
}

/**
 * Routes to another node's share by that node have nobody's name on them. They are left where no CNI runs, and are whose
 * everything else is that is left there.
 */
function nameless(
  { host }: Seen,
  { running, unknownRuns, nodes = [] }: Surroundings,
  named: readonly Left[],
) {
  if (running.length > 0 || unknownRuns) return [];
  const owners = new Set(named.map(({ owner }) => owner));
  const owner = owners.size === 1 ? [...owners][0]! : unknownOwner;
  const removed = new Set(named.flatMap(({ commands }) => commands.map((command) => command.join(' '))));
  return host.routes
    .filter(({ destination, via }) =>
      nodes.some(
        ({ addresses, shares }) =>
          addresses.some((address) => via?.equals(address)) &&
          shares.some((share) => share.contains(destination)),
      ),
    )
    .map((route): Found => leftRoute(route))
    .filter(({ commands: [command] }) => !removed.has(command!.join(' ')))
    .map((one): Left => ({ host: host.name, owner, ...one }));
}
