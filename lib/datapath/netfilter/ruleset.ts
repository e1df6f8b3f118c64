/**
 * A host's netfilter rules, ready for packets: indexed by hook, compiled when they are first asked. A rule that one known
 * condition refutes is passed over; where it is not known whether a rule holds, both ways are followed (explore.ts).
 */
import type { Family } from '../../net';
import { ChainRunner } from './chain-runner';
import { explore } from './explore';
import type { Outcome, Question, Surroundings } from './outcome';
import type { BaseChain } from './policy';
import { Way } from './way';
import type { Chain, HookName, Netfilter } from './words';

/** The priority at which connection tracking first sees packets. */
const trackingPriority = -200;

/** The priorities at which addresses are translated, whatever those of the chains. */
const translationPriority: Readonly<Record<HookName, number>> = {
  prerouting: -100,
  output: -100,
  input: 100,
  forward: Number.POSITIVE_INFINITY, // nothing is translated there
  postrouting: 100,
};

/** All rules of one host. */
export class Ruleset {
  /** Whether anything depends on what connection tracking knows. */
  readonly tracks: boolean;
  private readonly hooked: Hooked;
  private readonly runner: ChainRunner;

  constructor(netfilter: Netfilter, surroundings: Surroundings) {
    this.hooked = byHook(netfilter.chains);
    this.tracks = netfilter.chains.some(isTracking);
    this.runner = new ChainRunner(netfilter, surroundings);
  }

  /** Whether any chain of the hook sees packets of the family. */
  asks(hook: HookName, family: Family): boolean {
    return this.hooked[family][hook] !== undefined;
  }

  /** What the chains of the packet's hook make of it. */
  ask(question: Question): Outcome {
    const chains = this.hooked[question.packet.source.family][question.hook] ?? [];
    return explore((choices) => {
      const way = new Way(question, choices);
      return { way, outcome: this.follow(chains, way) };
    });
  }

  private follow(chains: readonly BaseChain[], way: Way): Outcome {
    const { hook, in: from } = way.question;
    const enters = hook === 'output' || (hook === 'prerouting' && from !== 'lo');
    for (const chain of chains) {
      const { type, priority } = chain.hook;
      if (rank(chain) > translationPriority[hook]) way.rewrite();
      if (type === 'nat' && !way.isFirst) continue;
      way.early = enters && type !== 'nat' && priority <= trackingPriority;
      way.routes = type === 'route';
      const end = this.runner.run(chain, way);
      if (end) return end;
    }
    way.rewrite();
    return way.accepted();
  }
}

/** The chains of each family and hook in the order in which they are asked. */
type Hooked = Readonly<Record<Family, { [hook in HookName]?: BaseChain[] }>>;

function byHook(chains: readonly Chain[]): Hooked {
  const hooked: Hooked = { ipv4: {}, ipv6: {} };
  const based = chains.filter((chain): chain is BaseChain => chain.hook !== undefined);
  based.sort((a, b) => rank(a) - rank(b) || a.hook.priority - b.hook.priority);
  for (const chain of based)
    for (const family of chain.families) {
      const others = hooked[family][chain.hook.name];
      if (others) others.push(chain);
      else hooked[family][chain.hook.name] = [chain];
    }
  return hooked;
}

/** Chains that translate are asked at one priority all; their own orders them among themselves. */
function rank({ hook }: BaseChain): number {
  return hook.type === 'nat' ? translationPriority[hook.name] : hook.priority;
}

/** Whether a chain translates addresses or asks for a connection's state. */
function isTracking({ hook, rules }: Chain): boolean {
  return (
    hook?.type === 'nat' ||
    rules.some(
      ({ conditions, action }) =>
        conditions.some(
          (condition) =>
            condition.on === 'state' || (condition.on === 'set' && condition.fields.includes('state')),
        ) ||
        (action.do === 'map' && action.fields.includes('state')),
    )
  );
}
