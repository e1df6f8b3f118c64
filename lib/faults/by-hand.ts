import type { Datapath } from '../datapath';
import { type Difference, diff, type HostCommand, mend } from '../state';
import type { Testbed } from '../testbed';

/** A fault as somebody makes it on running machines. */
export interface ByHand {
  /** What the healthy machines then have otherwise. */
  readonly differences: readonly Difference[];
  /** In the order in which they are to be run. */
  readonly commands: readonly HostCommand[];
}

/**
 * The commands that make healthy machines as a fault has edited their computed state: what mends a broken host turns a
 * healthy one into it, where the broken state is taken for the right one. Undefined where no command does.
 */
export function byHand({ datapath, fault }: Testbed): ByHand | undefined {
  if (!fault || speaksOtherwise(fault.intended, datapath)) return undefined;
  const hosts = new Map(datapath.hosts.map((host) => [host.name, host]));
  const backwards = diff(datapath, fault.intended).differences;
  const inOrder = [...backwards].sort((a, b) => turnOf(a) - turnOf(b));
  const commands = inOrder.map((one) => mend(one, hosts.get(one.host)!, backwards));
  if (commands.some(({ length }) => length === 0)) return undefined;
  return { differences: diff(fault.intended, datapath).differences, commands: distinct(commands.flat()) };
}

/** Whether a routing daemon has other sessions, or name servers answer otherwise: those are no state of the kernel. */
function speaksOtherwise(healthy: Datapath, broken: Datapath): boolean {
  const bgp = new Map(healthy.hosts.map((host) => [host.name, host.bgp]));
  if (healthy.namesLateMs !== broken.namesLateMs) return true;
  return broken.hosts.some((host) => host.bgp !== bgp.get(host.name));
}

/** The kernel takes routes away with their addresses and links: those that are to go, go first, and links go down last. */
function turnOf({ kind, change, computed }: Difference): number {
  if (kind === 'route' && change === 'extra') return 0;
  return kind === 'setting' && computed?.setting === 'up' && computed.value === 'false' ? 2 : 1;
}

function distinct(commands: readonly HostCommand[]): HostCommand[] {
  return [...new Map(commands.map((one) => [JSON.stringify(one), one])).values()];
}
