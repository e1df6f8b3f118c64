import { type Scope, type Test, testOf } from './condition';
import { ElementTable } from './element-table';
import type { Way } from './way';
import type { Action, Chain, HookName, MapEntry, Rule, RuleAt } from './words';

/** A rule that is ready to be asked often. */
export interface ReadyRule {
  readonly at: RuleAt;
  /** Its number in the chain. */
  readonly place: number;
  readonly tests: readonly Test[];
  /** Part of the packets for which it holds, where chance decides. */
  readonly share: number;
  readonly action: Action;
  /** The entries of an action that looks them up. */
  readonly map?: ElementTable<MapEntry>;
}

/** A rule of a chain that a hook asked, by itself or by jumps. */
export function readyRule(chain: Chain, place: number, hook: HookName, scope: Scope): ReadyRule {
  const rule: Rule = chain.rules[place]!;
  const { conditions, action } = rule;
  return {
    at: { chain, hook, rule },
    place,
    tests: conditions.flatMap((condition) => (condition.on === 'random' ? [] : [testOf(condition, scope)])),
    share: conditions.reduce((sum, condition) => sum * (condition.on === 'random' ? condition.share : 1), 1),
    action,
    ...(action.do === 'map' && { map: new ElementTable(action.entries, ({ element }) => element) }),
  };
}

/** Whether all conditions hold; undefined: that is not known. */
export function holdsAll(tests: readonly Test[], way: Way): boolean | undefined {
  let known = true;
  for (const test of tests) {
    const holds = test(way);
    if (holds === false) return false;
    if (holds === undefined) known = false;
  }
  return known ? true : undefined;
}
