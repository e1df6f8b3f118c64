import { firstAddress, holdsFields } from './fields';
import { eitherMark, marked, noMark } from './mark';
import type { Outcome, Surroundings } from './outcome';
import { type BaseChain, policyAt } from './policy';
import { holdsAll, type ReadyRule, readyRule } from './ready-rule';
import { RuleIndex } from './rule-index';
import { endOf, rewritten, type Translating, targetsOf } from './translation';
import type { Way } from './way';
import type { Action, Chain, HookName, NamedSet, Netfilter } from './words';

/** Jumps inside of jumps that are followed; kernels take no more than 16. */
const mostJumps = 16;

/** What a rule or a chain leads to: an end of the packet's way through the hook or the base chain, or on. */
type Step = Outcome | 'accepted' | 'return' | undefined;

/** Follows packets through chains and their jumps. */
export class ChainRunner {
  private readonly chains = new Map<string, Chain>();
  private readonly sets = new Map<string, NamedSet>();
  private readonly ready = new Map<Chain, Map<HookName, RuleIndex>>();

  constructor(
    { chains, sets }: Netfilter,
    private readonly surroundings: Surroundings,
  ) {
    for (const chain of chains) this.chains.set(placeOf(chain), chain);
    for (const set of sets) this.sets.set(placeOf(set), set);
  }

  /** What a chain that a hook calls makes of the packet; undefined: it goes on. */
  run(chain: BaseChain, way: Way): Outcome | undefined {
    const step = this.follow(chain, chain.hook.name, way, 0);
    if (typeof step === 'object') return step;
    return step === 'accepted' || chain.hook.policy === 'accept'
      ? undefined
      : { verdict: 'drop', by: policyAt(chain) };
  }

  private follow(chain: Chain, hook: HookName, way: Way, depth: number): Exclude<Step, 'return'> {
    for (const rule of this.rulesOf(chain, hook).near(way)) {
      const holds = holdsAll(rule.tests, way);
      if (holds === false || rule.share === 0) continue;
      const step = this.step(rule, holds, way, depth);
      if (step === 'return') return undefined;
      if (step) return step;
    }
    return undefined;
  }

  /** What a rule leads to that holds, or may hold. */
  private step(rule: ReadyRule, holds: true | undefined, way: Way, depth: number): Step {
    const { action, at, share } = rule;
    if (action.do === 'mark') {
      const before = way.packet.mark ?? noMark;
      const after = marked(before, action.clear, action.flip, action.unknown);
      way.mark(holds && share === 1 ? after : eitherMark(before, after));
      return undefined;
    }
    if (isIdle(action)) return undefined;
    if (!holds && !way.takes({ by: at })) return undefined;
    if (share < 1 && !(drops(action) ? way.takes({ by: at, share }) : way.chooses({ by: at, share })))
      return undefined;
    return this.act(action, rule, way, depth);
  }

  private act(action: Action, rule: ReadyRule, way: Way, depth: number): Step {
    const { at } = rule;
    switch (action.do) {
      case 'accept':
        return 'accepted';
      case 'drop':
        return { verdict: 'drop', by: at };
      case 'reject':
        return { verdict: 'drop', by: at, reject: action.with };
      case 'return':
        return 'return';
      case 'notrack':
        way.untracked ||= way.early; // what is tracked already stays so
        return undefined;
      case 'jump':
      case 'goto': {
        const target = this.chains.get(placeOf({ table: at.chain.table, name: action.chain }));
        if (!target || depth >= mostJumps) return { verdict: 'unknown', by: at };
        const step = this.follow(target, at.hook, way, depth + 1);
        return step ?? (action.do === 'goto' ? 'return' : undefined);
      }
      case 'map':
        return this.lookUp(action.fields, rule, way, depth);
      case 'dnat':
      case 'snat':
      case 'redirect':
      case 'masquerade':
        return this.translate(action, rule, way);
      case 'unknown':
        return { verdict: 'unknown', by: at };
      default:
        return undefined;
    }
  }

  private lookUp(
    fields: Extract<Action, { do: 'map' }>['fields'],
    rule: ReadyRule,
    way: Way,
    depth: number,
  ): Step {
    for (const { element, action } of rule.map!.near(firstAddress(fields, way))) {
      const holds = holdsFields(element, fields, way);
      if (holds || (holds === undefined && way.takes({ by: rule.at })))
        return this.act(action, rule, way, depth);
    }
    return undefined;
  }

  private translate(action: Translating, { at }: ReadyRule, way: Way): Step {
    const targets = targetsOf(action, { ...way.question, packet: way.packet }, this.surroundings);
    if (!targets) return { verdict: 'drop', by: at };
    // Addresses of one family are nothing to packets of the other, which a chain of both may see.
    if (targets.some(({ address }) => address && address.family !== way.packet.source.family))
      return undefined;
    const last = targets.length - 1;
    const chosen = targets.findIndex(
      (_, i) => i === last || way.chooses({ by: at, share: 1 / (targets.length - i) }),
    );
    const end = endOf(action);
    if (chosen >= 0) way.translate(rewritten(way.packet, end, targets[chosen]!), at, end);
    return 'accepted';
  }

  private rulesOf(chain: Chain, hook: HookName): RuleIndex {
    const byHook = this.ready.get(chain) ?? new Map<HookName, RuleIndex>();
    this.ready.set(chain, byHook);
    const known = byHook.get(hook);
    if (known) return known;
    const setNamed = (name: string) =>
      this.sets.get(placeOf({ table: chain.table, name })) ??
      this.sets.get(placeOf({ table: 'ipset', name }));
    const { surroundings } = this;
    const made = new RuleIndex(
      chain.rules.map((_, place) => readyRule(chain, place, hook, { surroundings, setNamed })),
    );
    byHook.set(hook, made);
    return made;
  }
}

const drops = ({ do: does }: Action) => does === 'drop' || does === 'reject';

/** Actions that decide nothing. */
function isIdle(action: Action): boolean {
  return action.do === 'continue' || (action.do === 'unknown' && !action.ends);
}

const placeOf = ({ table, name }: { readonly table: string; readonly name: string }) => `${table} ${name}`;
