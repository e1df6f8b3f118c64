/** The rules of computed hosts as `nft` takes them. */
import type { Cidr, Family } from '../../net';
import type { Target } from './translation';
import type { Action, Condition, End, Rule, SetElement, SetField, SetValue } from './words';

/** The family's name in nft's tables and expressions. */
export const nftFamily = (family: Family): 'ip' | 'ip6' => (family === 'ipv4' ? 'ip' : 'ip6');

/** A rule in one line. @throws Error for words that no computed host has */
export function nftText({ conditions, action, comment }: Omit<Rule, 'text'>, family: Family): string {
  return [
    ...conditions.map((condition) => conditionText(condition, family)),
    actionText(action, family),
    ...(comment === undefined ? [] : [`comment "${comment}"`]),
  ].join(' ');
}

/** What `nft` takes for a chain's rules: those that one statement stands for, such as a choice by chance, have one text. */
export function statements(rules: readonly Rule[]): string[] {
  return rules
    .filter(({ text, action }, i) => action.do !== 'goto' || text !== rules[i - 1]?.text)
    .map(({ text }) => text);
}

function conditionText(condition: Condition, family: Family): string {
  const not = 'not' in condition && condition.not ? '!= ' : '';
  switch (condition.on) {
    case 'address':
      return `${addressText(condition.of, family)} ${not}${rangesText(condition.ranges)}`;
    case 'link':
      return `${condition.of === 'in' ? 'iifname' : 'oifname'} ${not}${anyOf(condition.names.map((name) => `"${name}"`))}`;
    case 'protocol':
      return `meta l4proto ${not}${anyOf(condition.protocols.map((name) => (name === 'ipip' ? '4' : name)))}`;
    case 'port':
      return `${portText(condition.of)} ${not}${anyOf(condition.ports.map(portsText))}`;
    case 'random':
      return chanceText(condition.share);
    case 'state':
      return `ct state ${not}${anyOf(condition.states)}`;
    case 'mark':
      return `meta mark & ${hex(condition.mask)} ${not || '== '}${hex(condition.value)}`;
    case 'address-type':
      return `fib ${condition.of === 'source' ? 'saddr' : 'daddr'} type ${not}${anyOf(condition.types)}`;
    default:
      throw new Error(`no computed host asks for the ${condition.on} of a packet`);
  }
}

function actionText(action: Action, family: Family): string {
  switch (action.do) {
    case 'reject':
      return `reject with ${action.with}`;
    case 'masquerade':
      return 'masquerade fully-random';
    case 'jump':
    case 'goto':
      return `${action.do} ${action.chain}`;
    case 'mark':
      return `meta mark set meta mark ${markText(action)}`;
    case 'dnat':
    case 'snat':
      return `${action.do} to ${action.to.map((target) => targetText(target, family)).join()}`;
    case 'map':
      return `${action.fields.map((field) => fieldText(field, family)).join(' . ')} vmap { ${action.entries
        .map((entry) => `${elementText(entry.element)} : ${actionText(entry.action, family)}`)
        .join(', ')} }`;
    default:
      return action.do;
  }
}

function targetText({ address, port }: Target, family: Family): string {
  if (port === undefined) return `${address}`;
  return family === 'ipv6' ? `[${address}]:${port}` : `${address}:${port}`;
}

/** Bits that are set, or turned over. */
const markText = ({ clear, flip }: Extract<Action, { do: 'mark' }>): string =>
  clear === 0 ? `^ ${hex(flip)}` : `| ${hex(flip)}`;

const addressText = (of: End, family: Family) =>
  `${nftFamily(family)} ${of === 'source' ? 'saddr' : 'daddr'}`;
const portText = (of: End) => `th ${of === 'source' ? 'sport' : 'dport'}`;

function fieldText(field: SetField, family: Family): string {
  switch (field) {
    case 'source':
    case 'destination':
      return addressText(field, family);
    case 'source-port':
      return portText('source');
    case 'destination-port':
      return portText('destination');
    case 'protocol':
      return 'meta l4proto';
    default:
      throw new Error(`no computed host looks up the ${field} of a packet`);
  }
}

const elementText = (element: SetElement) => element.map(valueText).join(' . ');

function valueText(value: SetValue): string {
  if ('ranges' in value) return value.ranges.map((range) => `${range.at(0)}`).join();
  return 'ports' in value ? portsText(value.ports) : value.text;
}

/** One of so many, exactly; other parts in thousandths. */
function chanceText(share: number): string {
  const count = Math.round(1 / share);
  const isOneOf = 1 / count === share;
  return `numgen random mod ${isOneOf ? count : 1000} < ${isOneOf ? 1 : Math.round(share * 1000)}`;
}

const hex = (value: number) => `0x${value.toString(16)}`;
const rangesText = (ranges: readonly Cidr[]) => anyOf(ranges.map(String));
const portsText = ([first, last]: readonly [number, number]) =>
  first === last ? `${first}` : `${first}-${last}`;

function anyOf(words: readonly string[]): string {
  return words.length === 1 ? words[0]! : `{ ${words.join(', ')} }`;
}
