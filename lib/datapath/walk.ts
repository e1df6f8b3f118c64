/**
 * Sends a packet through a datapath, hop by hop, the way the kernel would: netfilter's hooks, route (longest prefix,
 * metric, policy), neighbour, cable or bridge or tunnel, reverse path filter, forward or deliver. What it returns is the
 * prediction that the checks hold against reality, and what `explain` puts into words.
 *
 * Not modelled, because no datapath of ours uses it: multicast, ECMP, fragments of fragments, TCP beyond one packet.
 */
import type { Hop, Walk } from './hop';
import type { Datapath, Host } from './host';
import type { RuleAt } from './netfilter/words';
import type { Packet } from './packet';
import { Segments } from './segment';
import { Stack } from './stack';
import { type Send, Walker } from './walker';

/** A datapath ready for walks: indexes are built once, walks are cheap. */
export class Network {
  readonly stacks: ReadonlyMap<string, Stack>;
  readonly segments: Segments;

  /** @param like hosts that it has too are not indexed again */
  constructor(
    readonly datapath: Datapath,
    like?: Network,
  ) {
    const known = (host: Host) => {
      const stack = like?.stacks.get(host.name);
      return stack?.host === host ? stack : new Stack(host);
    };
    this.stacks = new Map(datapath.hosts.map((host) => [host.name, known(host)]));
    this.segments = new Segments(this.stacks);
  }

  /** The rule that keeps a host from telling a packet's sender that it dropped the packet (ICMP). */
  silencer({ host, packet }: Hop): RuleAt | undefined {
    const stack = this.stacks.get(host);
    const { source: destination, destination: source } = packet;
    const route = stack?.ruleset && stack.route(destination);
    if (!route?.link || !stack?.ruleset) return undefined;
    const error: Packet = {
      source: stack.sourceFor(route, route.via ?? destination, destination) ?? source,
      destination,
      protocol: 'icmp',
      bytes: packet.bytes,
      dontFragment: false,
      ttl: packet.ttl,
    };
    const tracked = { state: 'related' } as const;
    const outcome = stack.ruleset.ask({ hook: 'output', packet: error, out: route.link, tracked });
    return outcome.verdict === 'drop' ? outcome.by : undefined;
  }

  walk(send: Send): Walk {
    return new Walker(this.stacks, this.segments, send).start(send);
  }
}
