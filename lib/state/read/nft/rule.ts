import type { Chain, Condition, Rule } from '../../../datapath';
import { ruleText } from '../netfilter/text';
import type { Alternative, RuleContext } from './meaning';
import { nftText } from './print';
import { meaningOf } from './statement';

/** A rule as nft shows it. */
export interface ShownRule {
  readonly chain: string;
  readonly expr: readonly unknown[];
  readonly handle?: number;
  readonly comment?: string;
}

/** A rule in words: a rule for each of its alternatives, and chains of its own where it does several things in order. */
export interface RuleInWords {
  readonly rules: readonly Rule[];
  readonly chains: readonly Pick<Chain, 'name' | 'rules'>[];
}

/** A statement that does something, and what was asked since the one before it. */
interface Step {
  readonly asked: readonly Condition[];
  readonly does: readonly Alternative[];
}

/** What a rule asks and does. */
export function ruleOf(shown: ShownRule, context: RuleContext): RuleInWords {
  const label = {
    text: nftText(shown.expr, shown.comment),
    ...(shown.comment !== undefined && { comment: ruleText(shown.comment) }),
    ...(shown.handle !== undefined && { handle: shown.handle }),
  };
  const { steps, rest } = stepsOf(shown.expr, context);
  const [first, ...others] = steps;
  if (!first) return { rules: [{ conditions: rest, action: { do: 'continue' }, ...label }], chains: [] };
  if (others.length === 0) return { rules: rulesOf(first, label), chains: [] };
  return inOrder(steps, `${shown.chain}#${shown.handle ?? shown.expr.length}`, label);
}

function stepsOf(statements: readonly unknown[], context: RuleContext) {
  const steps: Step[] = [];
  let asked: Condition[] = [];
  for (const statement of statements) {
    const meaning = meaningOf(statement, context);
    if ('conditions' in meaning) asked = together(asked, meaning.conditions);
    else {
      steps.push({ asked, does: meaning.does });
      asked = [];
    }
  }
  return { steps, rest: asked };
}

/** What nft does not print is implied by several statements: it is said once. */
function together(asked: readonly Condition[], more: readonly Condition[]): Condition[] {
  const known = new Set(asked.map(impliedKey));
  return [...asked, ...more.filter((condition) => !known.has(impliedKey(condition) ?? ''))];
}

/** Of a condition that may be implied: that a packet has a protocol, or a family. */
function impliedKey(condition: Condition): string | undefined {
  const isFamily = condition.on === 'address' && condition.ranges[0]?.prefix === 0;
  return isFamily || condition.on === 'protocol' ? JSON.stringify(condition) : undefined;
}

type Label = Pick<Rule, 'text' | 'comment' | 'handle'>;

const rulesOf = ({ asked, does }: Step, label: Label): Rule[] =>
  does.map(({ conditions, action }) => ({ conditions: together(asked, conditions), action, ...label }));

/**
 * Several things that one rule does: a chain of its own, since what was asked first holds for all of them even where the
 * first thing changes the packet. It is gone to where the last thing leaves the rule's chain, else jumped to.
 */
function inOrder(steps: readonly Step[], name: string, label: Label): RuleInWords {
  const [head, last] = [steps[0]!, steps.at(-1)!];
  const actions = steps.flatMap(({ does }) => does.map(({ action }) => action));
  const isSimple =
    steps.every(({ does }) => does.length === 1) && actions.every(({ do: kind }) => kind !== 'map');
  const leaves = last.does[0]?.action.do === 'return' || last.does[0]?.action.do === 'goto';
  const early = actions.slice(0, -1).some(({ do: kind }) => kind === 'return' || kind === 'goto');
  if (!isSimple || early || (leaves && last.asked.length > 0))
    return {
      rules: [{ conditions: head.asked, action: { do: 'unknown', text: label.text, ends: true }, ...label }],
      chains: [],
    };
  const rules = [{ ...head, asked: [] }, ...steps.slice(1)].flatMap((step) => rulesOf(step, label));
  return {
    rules: [{ conditions: head.asked, action: { do: leaves ? 'goto' : 'jump', chain: name }, ...label }],
    chains: [{ name, rules }],
  };
}
