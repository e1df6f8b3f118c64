import { contentOf, fieldsOf, kindOf } from './expression';
import { familyConditions } from './key';
import { isMark, markAction } from './mark';
import { matchConditions } from './match';
import { doing, type Meaning, nothing, notKnown, onlyWhere, type RuleContext } from './meaning';
import { natMeaning } from './nat';
import { statementText } from './print';
import { verdict } from './verdict';
import { vmapMeaning } from './vmap';

/** Statements that count, write down, or change what no packet's way depends on. */
const withoutEffect = new Set([
  'counter',
  'log',
  'comment',
  'last',
  'ct helper',
  'ct timeout',
  'ct expectation',
  'tcp option',
  'secmark',
  'dup',
  'map',
]);
/** Statements that hold for a part of the packets only. */
const sometimes = new Set(['limit', 'quota', 'ct count', 'connlimit', 'meter']);
/** Parts of a packet that may change without its way changing. */
const harmless = new Set(['dscp', 'ecn', 'ttl', 'hoplimit', 'flowlabel']);
/** What is kept beside a packet, and not asked for its way. */
const beside = new Set(['priority', 'nftrace', 'pkttype', 'secmark', 'cgroup']);

/** What a statement of a rule means. */
export function meaningOf(statement: unknown, context: RuleContext): Meaning {
  const [kind, content] = kindOf(statement) ?? [];
  if (kind === undefined) return notKnown(statement);
  const action = verdict(statement);
  if (action) return doing(action);
  if (withoutEffect.has(kind)) return nothing;
  if (sometimes.has(kind)) return unknownCondition(statement);
  switch (kind) {
    case 'match':
      return { conditions: matchConditions(content, context) };
    case 'vmap':
      return vmapMeaning(content, context);
    case 'mangle':
      return mangleMeaning(statement, content);
    case 'notrack':
      return doing({ do: kind });
    case 'reject':
      return rejectMeaning(statement, content, context);
    case 'dnat':
    case 'snat':
    case 'redirect':
    case 'masquerade':
      return natMeaning(kind, content, context);
    case 'set':
      return fieldsOf(content).stmt === undefined ? nothing : unknownCondition(statement);
    case 'flow':
      return notKnown(statement, false);
    case 'xt':
      return xtMeaning(statement, content);
    default:
      return notKnown(statement);
  }
}

const unknownCondition = (statement: unknown): Meaning => ({
  conditions: [{ on: 'unknown', text: statementText(statement) }],
});

/** ICMP's errors are each of a family, and only TCP has resets. */
function rejectMeaning(statement: unknown, content: unknown, { families }: RuleContext): Meaning {
  const { type } = fieldsOf(content);
  const told = statementText(statement).replace(/^reject( with )?/, '') || 'icmpx port-unreachable';
  const family = type === 'icmp' ? 'ip' : type === 'icmpv6' ? 'ip6' : undefined;
  const isTcp = type === 'tcp reset';
  return onlyWhere(
    [
      ...familyConditions(family, families),
      ...(isTcp ? [{ on: 'protocol', protocols: ['tcp'] } as const] : []),
    ],
    doing({ do: 'reject', with: told }),
  );
}

/** Something of the packet, or of its connection, is given a value. */
function mangleMeaning(statement: unknown, content: unknown): Meaning {
  const { key, value } = fieldsOf(content);
  const action = isMark(key) ? markAction(value) : undefined;
  if (action) return doing(action);
  const [kind, inner] = kindOf(key) ?? [];
  const { field, key: name } = fieldsOf(inner);
  const isHarmless =
    (kind === 'payload' && harmless.has(`${field}`)) ||
    (kind === 'meta' && beside.has(`${name}`)) ||
    (kind === 'ct' && name !== 'zone') ||
    kind === 'tcp option';
  return isHarmless ? nothing : notKnown(statement);
}

/** What iptables put there: nft shows its name at most. A comment asks nothing. */
function xtMeaning(statement: unknown, content: unknown): Meaning {
  const { type, name } = fieldsOf(content);
  if (type !== 'match') return notKnown(statement);
  return name === 'comment' || contentOf(statement, 'xt') === undefined
    ? nothing
    : unknownCondition(statement);
}
