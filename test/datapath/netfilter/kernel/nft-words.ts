/** Netfilter's words as nft takes them: more of them than labs program. */
import type {
  Action,
  Chain,
  Condition,
  MapEntry,
  NamedSet,
  Netfilter,
  SetField,
  SetValue,
} from '../../../../lib/datapath';
import { type Cidr, familyOf } from '../../../../lib/net';

/** A whole ruleset in one table, in place of what there was. */
export function nftInput({ chains, sets }: Netfilter): string {
  return [
    'flush ruleset',
    'table inet test {',
    ...sets.flatMap(setLines),
    ...chains.flatMap(({ name, hook }) => (hook ? [] : [`chain ${name} {`, '}'])),
    '}',
    'table inet test {',
    ...chains.flatMap(chainLines),
    '}',
    '',
  ].join('\n');
}

function chainLines({ name, hook, rules }: Chain): string[] {
  const head =
    hook && `type ${hook.type} hook ${hook.name} priority ${hook.priority}; policy ${hook.policy};`;
  return [`chain ${name} {`, ...(head ? [head] : []), ...rules.map(ruleLine), '}'];
}

function ruleLine({ conditions, action }: Chain['rules'][number]): string {
  return [...conditions.map(conditionWords), actionWords(action)].filter(Boolean).join(' ') || 'counter';
}

function setLines({ name, elements }: NamedSet): string[] {
  const types = elements[0]!.map((value) =>
    'ranges' in value
      ? familyOfRange(value.ranges[0]!) === 'ip'
        ? 'ipv4_addr'
        : 'ipv6_addr'
      : 'inet_service',
  );
  const listed = elements.map((element) => element.map(valueWords).join(' . ')).join(', ');
  return [`set ${name} {`, `type ${types.join(' . ')}`, 'flags interval', `elements = { ${listed} }`, '}'];
}

function conditionWords(condition: Condition): string {
  const not = 'not' in condition && condition.not ? '!= ' : '';
  switch (condition.on) {
    case 'address':
      return `${familyOfRange(condition.ranges[0]!)} ${condition.of === 'source' ? 'saddr' : 'daddr'} ${not}${anyOf(condition.ranges.map(String))}`;
    case 'protocol':
      return `meta l4proto ${not}${anyOf(condition.protocols)}`;
    case 'port':
      return `th ${condition.of === 'source' ? 'sport' : 'dport'} ${not}${anyOf(condition.ports.map(([low, high]) => valueWords({ ports: [low, high] })))}`;
    case 'link':
      return `${condition.of}ifname`
        .replace('outif', 'oif')
        .replace('inif', 'iif')
        .concat(` ${not}"${condition.names[0]}"`);
    case 'mark':
      return `meta mark & ${hex(condition.mask)} ${condition.not ? '!=' : '=='} ${hex(condition.value)}`;
    case 'state': {
      const status = condition.states.includes('dnat') || condition.states.includes('snat');
      return `ct ${status ? 'status' : 'state'} ${not}${condition.states.join(',')}`;
    }
    case 'address-type':
      return `fib ${condition.of === 'source' ? 'saddr' : 'daddr'}${condition.link ? ' . iif' : ''} type ${not}${anyOf(condition.types)}`;
    case 'set':
      return `${condition.fields.map(fieldWords).join(' . ')} ${not}@${condition.set}`;
    case 'reverse-path':
      return `fib saddr${condition.loose ? '' : ' . iif'} oif ${condition.not ? 'missing' : 'exists'}`;
    default:
      throw new Error(`no words for ${condition.on}`);
  }
}

function actionWords(action: Action): string {
  switch (action.do) {
    case 'jump':
    case 'goto':
      return `${action.do} ${action.chain}`;
    case 'mark':
      return `meta mark set meta mark & ${hex(~action.clear)} ^ ${hex(action.flip)}`;
    case 'dnat':
    case 'snat': {
      const [{ address, port }] = action.to as [(typeof action.to)[0]];
      return `${action.do} ip to ${address ?? ''}${port === undefined ? '' : `:${port}`}`;
    }
    case 'redirect':
      return `redirect${action.port === undefined ? '' : ` to :${action.port}`}`;
    case 'map':
      return `${action.fields.map(fieldWords).join(' . ')} vmap { ${action.entries.map(entryWords).join(', ')} }`;
    case 'continue':
      return '';
    case 'unknown':
      throw new Error('no words for what is not known');
    default:
      return action.do;
  }
}

function entryWords({ element, action }: MapEntry): string {
  return `${element.map(valueWords).join(' . ')} : ${actionWords(action)}`;
}

const fields: Readonly<Record<SetField, string>> = {
  source: 'ip saddr',
  destination: 'ip daddr',
  'source-port': 'th sport',
  'destination-port': 'th dport',
  protocol: 'meta l4proto',
  in: 'iifname',
  out: 'oifname',
  state: 'ct state',
  other: '',
};
const fieldWords = (field: SetField) => fields[field];

function valueWords(value: SetValue): string {
  if ('ranges' in value) return `${value.ranges[0]}`;
  if ('text' in value) return value.text;
  const [low, high] = value.ports;
  return low === high ? `${low}` : `${low}-${high}`;
}

const hex = (bits: number) => `0x${(bits >>> 0).toString(16)}`;
const familyOfRange = (range: Cidr) => (familyOf(`${range.at(0)}`) === 'ipv4' ? 'ip' : 'ip6');
const anyOf = (words: readonly string[]) => (words.length === 1 ? words[0]! : `{ ${words.join(', ')} }`);
