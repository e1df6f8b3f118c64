/** The commands that mend a group of differences, and what else must be mended with it for that to show. */
import type { Datapath, Host, Link } from '../../datapath';
import type { Family } from '../../net';
import { type Difference, type DifferenceOf, type HostCommand, mend } from '../../state';
import type { Failure } from '../failure';

/** What is known of the group. */
interface GroupToMend {
  readonly group: readonly Difference[];
  /** All differences. */
  readonly differences: readonly Difference[];
  /** Checks that fail by the group. */
  readonly failures: readonly Failure[];
  readonly computed: Datapath;
}

/** Each command once, in the order in which they are to be run. */
export function groupMend({ group, differences, failures, computed }: GroupToMend): HostCommand[] {
  const hosts = new Map(computed.hosts.map((host): [string, Host] => [host.name, host]));
  const all = [...new Set([...group, ...group.flatMap((one) => alongTheCable(one, differences, hosts))])];
  const own = all.flatMap((one) => {
    const host = hosts.get(one.host);
    return host ? mend(one, host, differences) : [];
  });
  const seen = new Map(
    [...own, ...askingAnew(group, hosts), ...forgetting(group, { differences, failures, computed })].map(
      (one) => [JSON.stringify(one), one],
    ),
  );
  return [...seen.values()];
}

/** Who learned the address that a link had meanwhile keeps it for half a minute: the other end of its cable. */
function askingAnew(group: readonly Difference[], hosts: ReadonlyMap<string, Host>): HostCommand[] {
  return group.flatMap((one) => {
    if (one.kind !== 'setting' || one.computed?.setting !== 'mac') return [];
    const { owner } = one.computed;
    if (owner.type !== 'veth' || hosts.get(owner.peer.host)?.role === 'switch') return [];
    return [{ host: owner.peer.host, command: ['ip', 'neigh', 'flush', 'dev', owner.peer.link] }];
  });
}

const isMtu = (one: Difference): one is DifferenceOf<'setting'> =>
  one.kind === 'setting' && one.computed?.setting === 'mtu';

/** A size that is mended at one end of a cable alone drops what the other end, or its bridge, still takes for small enough. */
function alongTheCable(
  one: Difference,
  differences: readonly Difference[],
  hosts: ReadonlyMap<string, Host>,
): Difference[] {
  if (!isMtu(one)) return [];
  const linked = attached(one.host, one.key.split(' ')[0]!, hosts);
  return differences.filter((other) => isMtu(other) && linked.has(`${other.host} ${other.key}`));
}

/** Keys of the sizes of the cable's other end and of the bridges and ports at both. */
function attached(host: string, name: string, hosts: ReadonlyMap<string, Host>): Set<string> {
  const links = (of: string): readonly Link[] => hosts.get(of)?.links ?? [];
  const link = links(host).find((one) => one.name === name);
  const ends = [{ host, link: name }, ...(link?.type === 'veth' ? [link.peer] : [])];
  const bridges = ends.flatMap((end) => {
    const { master } = links(end.host).find((one) => one.name === end.link) ?? {};
    return master === undefined ? [] : [{ host: end.host, link: master }];
  });
  return new Set([...ends, ...bridges].map((end) => `${end.host} ${end.link} mtu`));
}

/**
 * Who learned of a smaller size on the way remembers it for ten minutes (net.ipv4.route.mtu_expires), unless told to forget;
 * pods with a small link of their own had nothing to learn.
 */
function forgetting(
  group: readonly Difference[],
  { differences, failures, computed }: Omit<GroupToMend, 'group'>,
): HostCommand[] {
  const isRaised = (one: Difference) => isMtu(one) && Number(one.real?.value) < Number(one.computed?.value);
  if (!group.some(isRaised)) return [];
  const small = new Set(differences.filter(isMtu).map(({ host }) => host));
  return failures.flatMap(({ from, family }) => {
    const sender = computed.endpoints.find(({ id }) => id === from);
    if (!sender || (sender.kind === 'pod' && small.has(sender.host))) return [];
    return [{ host: sender.host, command: flush(family) }];
  });
}

const flush = (family: Family) => ['ip', ...(family === 'ipv6' ? ['-6'] : []), 'route', 'flush', 'cache'];
