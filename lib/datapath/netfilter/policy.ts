import type { Chain, ChainHook, Rule, RuleAt } from './words';

/** A chain that a hook calls. */
export type BaseChain = Chain & { readonly hook: ChainHook };

/** A chain's policy to drop, as a rule in the words of its tool. */
export function policyAt(chain: BaseChain): RuleAt {
  const ofIptables = /^ip6?tables/.test(chain.table);
  const text = ofIptables ? `-P ${chain.name} DROP` : `chain ${chain.table} ${chain.name}: policy drop`;
  return { chain, hook: chain.hook.name, rule: { conditions: [], action: { do: 'drop' }, text } };
}

/** A rule as its owner names it: by what is written beside it, else as it is. */
export function ruleName({ comment, text }: Rule): string {
  return comment ?? text;
}
