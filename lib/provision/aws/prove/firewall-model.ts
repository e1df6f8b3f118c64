/** What the security groups of a synthesized stack let through, read from their rules. */
import { Cidr } from '../../../net';
import { nodeNameOf, type Resource, referenced, resources, type StackJson } from './stack-json';

/** One rule of a security group. */
export interface ModelRule {
  /** Name of the rule's resource. */
  readonly name: string;
  readonly direction: 'ingress' | 'egress';
  readonly group: string;
  /** The other end as text, whatever it is. */
  readonly peer: string;
  /** Group of the stack that the rule names as the other end, or */
  readonly peerGroup?: string;
  /** its range of IPv4 addresses. With neither, the other end is unknown. */
  readonly peerRange?: Cidr;
  /** As AWS writes it: `tcp`, `udp`, `icmp`, a number, or -1 for all. */
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
}

/** One end of a packet's way: a node's own address, an address of a node's pods, or the balancer's. */
export interface End {
  readonly name: string;
  readonly groups: ReadonlySet<string>;
  readonly range: Cidr;
  /** Groups stand for their members' own addresses only, not for those of pods behind them. */
  readonly ownAddress: boolean;
}

/** What the security groups of a stack let through. */
export interface FirewallModel {
  readonly rules: readonly ModelRule[];
  /** Groups of the stack: who is in others, and what they let through, it does not say. */
  readonly own: ReadonlySet<string>;
  /** Groups of each node, by its name, and of the balancer as `api`. */
  readonly groups: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Reads the rules of a synthesized stack. */
export function firewallModel(json: StackJson): FirewallModel {
  return {
    own: ownGroups(json),
    rules: [...rulesOf(json, 'ingress'), ...rulesOf(json, 'egress')],
    groups: new Map([
      ...resources(json, 'aws_instance').map(
        ([, instance]) => [nodeNameOf(instance), groupsIn(instance.vpc_security_group_ids)] as const,
      ),
      ...resources(json, 'aws_lb').map(
        ([, balancer]) => ['api', groupsIn(balancer.security_groups)] as const,
      ),
    ]),
  };
}

/** A packet, or a range of ports that packets go to. */
export interface Packet {
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
}

/** Whether a rule of the direction lets all packets of the kind through, at `end`, from or towards `other`. */
export function lets(
  model: FirewallModel,
  direction: ModelRule['direction'],
  end: End,
  other: End,
  packet: Packet,
): boolean {
  return model.rules.some(
    (rule) =>
      rule.direction === direction &&
      end.groups.has(rule.group) &&
      names(rule, other) &&
      covers(rule, packet),
  );
}

function names(rule: ModelRule, other: End): boolean {
  if (rule.peerGroup !== undefined) return other.ownAddress && other.groups.has(rule.peerGroup);
  return rule.peerRange?.contains(other.range) ?? false;
}

/** Whether the rule covers every packet of the kind. */
export function covers(rule: Packet, packet: Packet): boolean {
  if (rule.protocol === '-1') return true;
  return rule.protocol === packet.protocol && rule.from <= packet.from && rule.to >= packet.to;
}

function rulesOf(json: StackJson, direction: ModelRule['direction']): ModelRule[] {
  const own = ownGroups(json);
  return resources(json, `aws_vpc_security_group_${direction}_rule`).map(([name, rule]) => ({
    name,
    direction,
    group: referenced(rule.security_group_id, 'aws_security_group') ?? `${rule.security_group_id}`,
    ...peerOf(rule, own),
    protocol: `${rule.ip_protocol}`,
    from: Number(rule.from_port ?? -1),
    to: Number(rule.to_port ?? -1),
  }));
}

function peerOf(
  rule: Resource,
  own: ReadonlySet<string>,
): Pick<ModelRule, 'peer' | 'peerGroup' | 'peerRange'> {
  const { cidr_ipv4, cidr_ipv6, prefix_list_id, referenced_security_group_id } = rule;
  const named = [cidr_ipv4, cidr_ipv6, prefix_list_id, referenced_security_group_id].filter(
    (value) => value !== undefined && value !== null,
  );
  const peer = named.join(' and ') || 'an unknown end';
  if (named.length !== 1) return { peer };
  const group = referenced(referenced_security_group_id, 'aws_security_group');
  if (group !== undefined && own.has(group)) return { peer: group, peerGroup: group };
  return { peer, peerRange: cidr_ipv4 === peer ? ipv4Range(peer) : undefined };
}

function ipv4Range(text: string): Cidr | undefined {
  try {
    const range = Cidr.parse(text);
    return range.family === 'ipv4' ? range : undefined;
  } catch {
    return undefined; // such as a reference to what is known at the deploy only
  }
}

const ownGroups = (json: StackJson): Set<string> =>
  new Set(resources(json, 'aws_security_group').map(([name]) => name));

function groupsIn(references: unknown): Set<string> {
  return new Set(
    ((references ?? []) as string[]).map((text) => referenced(text, 'aws_security_group') ?? text),
  );
}
