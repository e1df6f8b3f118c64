/** Packet filters: rules of firewalls and network policies that drop what matches them. */
import type { FilterRule, Match } from './host';
import type { Packet } from './packet';
import type { Stack } from './stack';

/** Where in the stack a packet is: about to be delivered, passed on, or just started. */
export type Hook = FilterRule['hook'];

/** Links that the packet came by and leaves by, as far as it has them. */
export interface Passage {
  readonly in?: string;
  readonly out?: string;
}

/** The first rule that drops the packet. Rules that drop only a share of the packets predict nothing and are left out. */
export function droppedBy(
  { host }: Stack,
  hook: Hook,
  packet: Packet,
  passage: Passage,
): FilterRule | undefined {
  return host.filters.find(
    (rule) =>
      rule.hook === hook &&
      rule.family === packet.source.family &&
      (rule.share ?? 1) === 1 &&
      (rule.in === undefined || rule.in === passage.in) &&
      (rule.out === undefined || rule.out === passage.out) &&
      (rule.protocol === undefined || rule.protocol === packet.protocol) &&
      (rule.port === undefined || rule.port === packet.port) &&
      within(rule.source, packet.source) &&
      within(rule.destination, packet.destination),
  );
}

function within(match: Match | undefined, address: Packet['source']): boolean {
  return !match || match.ranges.some((range) => range.contains(address)) !== (match.not ?? false);
}
