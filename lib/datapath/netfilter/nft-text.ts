/** The rules of computed hosts as `nft` takes them. */
import type { Cidr, Family } from '../../net';
import type { Action, Condition, Rule } from './words';

/** The family's name in nft's tables and expressions. */
export const nftFamily = (family: Family): 'ip' | 'ip6' => (family === 'ipv4' ? 'ip' : 'ip6');

/** A rule in one line. @throws Error for words that no computed host has */
export function nftText({ conditions, action, comment }: Omit<Rule, 'text'>, family: Family): string {
  return [
    ...conditions.map((condition) => conditionText(condition, family)),
    actionText(action),
    ...(comment === undefined ? [] : [`comment "${comment}"`]),
  ].join(' ');
}

function conditionText(condition: Condition, family: Family): string {
  const not = 'not' in condition && condition.not ? '!= ' : '';
  switch (condition.on) {
    case 'address':
      return `${nftFamily(family)} ${condition.of === 'source' ? 'saddr' : 'daddr'} ${not}${rangesText(condition.ranges)}`;
    case 'link':
      return `${condition.of === 'in' ? 'iifname' : 'oifname'} ${not}${anyOf(condition.names.map((name) => `"${name}"`))}`;
    case 'protocol':
      return `meta l4proto ${not}${anyOf(condition.protocols.map((name) => (name === 'ipip' ? '4' : name)))}`;
    case 'port':
      return `th ${condition.of === 'source' ? 'sport' : 'dport'} ${not}${anyOf(condition.ports.map(portsText))}`;
    case 'random':
      return `numgen random mod 1000 < ${Math.round(condition.share * 1000)}`;
    default:
      throw new Error(`no computed host asks for the ${condition.on} of a packet`);
  }
}

function actionText(action: Action): string {
  if (action.do === 'reject') return `reject with ${action.with}`;
  return action.do === 'masquerade' ? 'masquerade fully-random' : action.do;
}

const rangesText = (ranges: readonly Cidr[]) => anyOf(ranges.map(String));
const portsText = ([first, last]: readonly [number, number]) =>
  first === last ? `${first}` : `${first}-${last}`;

function anyOf(words: readonly string[]): string {
  return words.length === 1 ? words[0]! : `{ ${words.join(', ')} }`;
}
