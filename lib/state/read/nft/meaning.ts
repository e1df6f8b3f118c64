/** What a statement of a rule means. */
import type { Action, Condition, NamedSet } from '../../../datapath';
import type { Budget } from '../netfilter/budget';
import type { Families } from './key';
import { statementText } from './print';
import type { ShownSet } from './sets';

/** What a statement asks of the packet, or what it does with it: one of these, by their own conditions. */
export type Meaning =
  | { readonly conditions: readonly Condition[] }
  | { readonly does: readonly Alternative[] };

/** An action, and when it is taken. */
export interface Alternative {
  readonly conditions: readonly Condition[];
  readonly action: Action;
}

/** What the statements of a rule are read with. */
export interface RuleContext {
  readonly families: Families;
  /** The maps of the rule's table. */
  readonly maps: ReadonlyMap<string, ShownSet>;
  readonly budget: Budget;
  /** Keeps an unnamed set of several fields, and names it. */
  readonly keep: (elements: NamedSet['elements']) => string;
}

/** A statement that changes nothing that these words have. */
export const nothing: Meaning = { conditions: [] };

/** One action. */
export const doing = (action: Action, conditions: readonly Condition[] = []): Meaning => ({
  does: [{ conditions, action }],
});

/** A statement that these words have nothing for. @param ends whether it can decide what becomes of the packet */
export const notKnown = (statement: unknown, ends = true): Meaning =>
  doing({ do: 'unknown', text: statementText(statement), ends });

/** The same, for packets only for which these conditions hold. */
export function onlyWhere(conditions: readonly Condition[], meaning: Meaning): Meaning {
  if (!('does' in meaning)) return meaning;
  const narrowed = meaning.does.map((one) => ({ ...one, conditions: [...conditions, ...one.conditions] }));
  return { does: narrowed };
}
