import type { Host, Link } from '../../datapath';

/** First interface index given to a cable's end: above what namespaces have by themselves. */
const firstIndex = 1000;

/**
 * Each cable once, by the end that comes first. The ends get interface indexes that differ: where both happen to
 * be equal, the kernel takes the device for no tunnel or cable end and reports to its bridge up to a second later that
 * the link is up (linkwatch_urgent_event compares ifindex and iflink).
 * A node's cable to the switch comes first, as on a machine: masquerading takes its address where a link has none.
 */
export function cableLines(hosts: readonly Host[]): string[] {
  const links = new Map(
    hosts.flatMap((host) => host.links.map((link) => [`${host.name} ${link.name}`, link])),
  );
  const lines: string[] = [];
  const made = new Set<string>();
  const end = (where: string, { name, mac, mtu }: Link, side: number) =>
    `name ${name} index ${firstIndex + 2 * lines.length + side} address ${mac} mtu ${mtu} netns ${where}`;
  for (const host of switchesFirst(hosts))
    for (const link of host.links) {
      if (link.type !== 'veth' || made.has(`${link.peer.host} ${link.peer.link}`)) continue;
      made.add(`${host.name} ${link.name}`);
      const far = links.get(`${link.peer.host} ${link.peer.link}`);
      if (!far)
        throw new Error(
          `the cable from ${host.name} to ${link.peer.host} ${link.peer.link} has no other end`,
        );
      lines.push(`link add ${end(host.name, link, 0)} type veth peer ${end(link.peer.host, far, 1)}`);
    }
  return lines;
}

const switchesFirst = (hosts: readonly Host[]) =>
  [...hosts].sort((a, b) => Number(b.role === 'switch') - Number(a.role === 'switch'));
