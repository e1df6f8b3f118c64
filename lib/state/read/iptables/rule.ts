import type { Condition, Rule } from '../../../datapath';
import type { Family } from '../../../net';
import { ruleText } from '../netfilter/text';
import { negated, plainOptions } from './conditions';
import { askedFields, type IpSet } from './ipset';
import { matchConditions } from './matches';
import { type Option, type Part, partsOf, partText } from './options';
import { targetAction } from './targets';
import { tokensOf } from './tokens';

/** What rules are read with. */
export interface RuleContext {
  readonly family: Family;
  /** Whether the rule's table has a chain of the name. */
  readonly isChain: (name: string) => boolean;
  /** The set of the name; undefined where it is not known. */
  readonly set: (name: string) => IpSet | undefined;
}

/** A rule as iptables-save writes it, after its chain; undefined where it is no rule. */
export function ruleOf(line: string, context: RuleContext): Rule | undefined {
  const [, chain, ...tokens] = tokensOf(line) ?? [];
  const parts = chain && partsOf(tokens);
  if (!parts) return undefined;
  const target = parts.find(({ kind }) => kind === '-j' || kind === '-g');
  const matches = parts.filter((part) => part !== target);
  const comments = matches.flatMap(({ options }) =>
    options.filter(({ name }) => name === '--comment').flatMap(({ values }) => values),
  );
  return {
    conditions: matches.flatMap((part) => conditionsOf(part, context)),
    action: target ? targetAction(target, context.isChain) : { do: 'continue' },
    text: ruleText(line),
    ...(comments.length > 0 && { comment: ruleText(comments.join('; ')) }),
  };
}

/** What a part of a rule asks; what these words have nothing for is an unknown condition. */
function conditionsOf(part: Part, context: RuleContext): readonly Condition[] {
  if (part.kind === '-') return part.options.flatMap((option) => plainConditions(option, context));
  const known = part.name === 'set' ? setCondition(part.options, context) : matchConditions(part);
  return known ?? [{ on: 'unknown', text: ruleText(partText(part)) }];
}

function plainConditions(option: Option, { family }: RuleContext): readonly Condition[] {
  if (option.name === '-c') return [];
  const known = Object.hasOwn(plainOptions, option.name)
    ? plainOptions[option.name]!(option, family)
    : undefined;
  return known ?? [{ on: 'unknown', text: ruleText(partText({ kind: '-', name: '', options: [option] })) }];
}

/** `--match-set NAME src,dst`. Of a set that is not known, no field can be asked. */
function setCondition(
  [option, ...others]: readonly Option[],
  context: RuleContext,
): readonly Condition[] | undefined {
  const [name, directions = ''] = option?.values ?? [];
  if (option?.name !== '--match-set' || !name || /\p{C}/u.test(name) || others.length > 0) return undefined;
  const set = context.set(name);
  const fields =
    set?.unread === undefined ? set && askedFields(set, directions.split(',')) : (['other'] as const);
  return [{ on: 'set', set: name, fields: fields ?? ['other'], ...negated(option) }];
}
