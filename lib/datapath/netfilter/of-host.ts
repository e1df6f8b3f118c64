/** The simple rules of computed hosts as netfilter's chains, as labs program them. */
import type { Family } from '../../net';
import type { FilterRule, Host, Match, NatRule } from '../host';
import { nftFamily, nftText } from './nft-text';
import type { Action, Chain, Condition, End, Netfilter, Rule } from './words';

/** Names of the tables that labs make, one of each per family. */
export const labTables = { nat: 'cni_testbed', filter: 'cni_testbed_filter' } as const;

const hooks = ['prerouting', 'input', 'forward', 'output'] as const;
const families = ['ipv4', 'ipv6'] as const;

/** The host's rules; undefined: it has none. */
export function netfilterOf({ nat, filters, services, netfilter }: Host): Netfilter | undefined {
  if (netfilter) return netfilter.chains.length > 0 ? netfilter : undefined;
  if (nat.length === 0 && filters.length === 0) return services;
  const chains = families.flatMap((family) => chainsOf(family, nat, filters));
  return { chains: [...(services?.chains ?? []), ...chains], sets: services?.sets ?? [] };
}

function chainsOf(family: Family, nat: readonly NatRule[], filters: readonly FilterRule[]): Chain[] {
  const ip = nftFamily(family);
  const ofFamily = (rule: NatRule | FilterRule) => rule.family === family;
  const translating = (name: 'prerouting' | 'postrouting'): Chain => ({
    families: [family],
    table: `${ip} ${labTables.nat}`,
    name,
    hook: { name, type: 'nat', priority: name === 'prerouting' ? -100 : 100, policy: 'accept' },
    rules: nat.filter((rule) => ofFamily(rule) && hookOf(rule) === name).map(natRule),
  });
  const filtering = hooks.map(
    (hook): Chain => ({
      families: [family],
      table: `${ip} ${labTables.filter}`,
      name: hook,
      hook: { name: hook, type: 'filter', priority: priorityAt(hook), policy: 'accept' },
      rules: filters.filter((rule) => rule.hook === hook && ofFamily(rule)).map(filterRule),
    }),
  );
  return [translating('prerouting'), translating('postrouting'), ...filtering].filter(
    ({ rules }) => rules.length > 0,
  );
}

/** What comes in is seen as it came, before anything is translated (raw). */
const priorityAt = (hook: (typeof hooks)[number]) => (hook === 'prerouting' ? -300 : 0);

/** Destinations are translated before a packet is routed, sources when it leaves. */
const hookOf = ({ action }: NatRule) => (action === 'dnat' ? 'prerouting' : 'postrouting');

function natRule(rule: NatRule): Rule {
  const { source, destination, comment, family } = rule;
  const conditions = [...within('source', source), ...within('destination', destination)];
  const action: Action =
    rule.action === 'snat' || rule.action === 'dnat'
      ? { do: rule.action, to: [{ address: rule.to }] }
      : { do: rule.action };
  return written(conditions, action, comment, family);
}

function filterRule(rule: FilterRule): Rule {
  const { source, destination, protocol, port, share } = rule;
  const link = (of: 'in' | 'out', name: string | undefined): Condition[] =>
    name === undefined ? [] : [{ on: 'link', of, names: [name] }];
  const conditions: Condition[] = [
    ...link('in', rule.in),
    ...link('out', rule.out),
    ...within('source', source),
    ...within('destination', destination),
    ...(protocol ? [{ on: 'protocol', protocols: protocolNames[protocol] } as const] : []),
    ...(port === undefined ? [] : [{ on: 'port', of: 'destination', ports: [[port, port]] } as const]),
    ...(share === undefined ? [] : [{ on: 'random', share: Math.round(share * 1000) / 1000 } as const]),
  ];
  const action: Action = rule.reject === undefined ? { do: 'drop' } : { do: 'reject', with: rule.reject };
  return written(conditions, action, rule.comment, rule.family);
}

/** A rule with its text. No comment may end itself. */
function written(conditions: readonly Condition[], action: Action, owner: string, family: Family): Rule {
  const rule = { conditions, action, comment: owner.replaceAll('"', "'") };
  return { ...rule, text: nftText(rule, family) };
}

const protocolNames = {
  tcp: ['tcp'],
  udp: ['udp'],
  icmp: ['icmp', 'ipv6-icmp'],
  ipip: ['ipip'],
} as const;

function within(of: End, match: Match | undefined): Condition[] {
  return match ? [{ on: 'address', of, ranges: match.ranges, ...(match.not && { not: true }) }] : [];
}
