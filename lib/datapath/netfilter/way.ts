import type { Packet } from '../packet';
import type { Mark } from './mark';
import type { Chance, Outcome, Question } from './outcome';
import type { RuleAt } from './words';

/** A rule at which a packet may go two ways. */
export interface Fork {
  readonly by: RuleAt;
  /** Part of the packets for which the rule holds; absent: whether it holds is not known. */
  readonly share?: number;
}

/** One way of a packet through the chains of a hook: what it has become, and where it might have gone another way. */
export class Way {
  packet: Packet;
  untracked = false;
  translatedBy?: RuleAt;
  /** Whether the chain is asked before connection tracking knows the packet. */
  early = false;
  /** Whether packets that the chain marks are routed anew. */
  routes = false;
  rerouted = false;
  private dnat: boolean;
  private snat: boolean;
  /** What is left of the question's, once rules have chosen by it. */
  private pick: number | undefined;
  readonly forks: Fork[] = [];

  /** @param choices whether the rule holds at each fork, as far as that is decided */
  constructor(
    readonly question: Question,
    private readonly choices: readonly boolean[],
  ) {
    this.packet = question.packet;
    this.pick = question.pick;
    this.dnat = question.tracked.dnat ?? false;
    this.snat = question.tracked.snat ?? false;
  }

  /** Whether the rule holds on this way. */
  takes(fork: Fork): boolean {
    this.forks.push(fork);
    return this.choices[this.forks.length - 1] ?? true;
  }

  /** Whether a rule that holds for a part of the packets, and does not drop them, holds on this way. */
  chooses(fork: Required<Fork>): boolean {
    if (this.pick === undefined) return this.takes(fork);
    const { share } = fork;
    const held = this.pick < share;
    this.pick = held ? this.pick / share : (this.pick - share) / (1 - share);
    return held;
  }

  /** Whether rules of address translation see the packet: its connection's first, while none has translated it. */
  get isFirst(): boolean {
    const { state, decided } = this.question.tracked;
    return state === 'new' && !decided && !this.untracked && !this.translatedBy;
  }

  /** Does what was decided of the connection's addresses by its first packet. */
  rewrite(): void {
    const { rewrite } = this.question.tracked;
    if (rewrite && !this.untracked) this.packet = { ...this.packet, ...rewrite };
  }

  /** The connection's state as rules see it. */
  get state(): string {
    if (this.untracked) return 'untracked';
    return this.early ? 'invalid' : this.question.tracked.state;
  }

  /** Whether rules see that the connection's end was rewritten. */
  isRewritten(end: 'dnat' | 'snat'): boolean {
    return this[end] && !this.untracked && !this.early;
  }

  mark(mark: Mark): void {
    this.packet = { ...this.packet, mark };
    this.rerouted ||= this.routes;
  }

  /** A rule has decided about an end of the packet, be it that all stays as it is. */
  translate(packet: Packet, by: RuleAt, end: 'dnat' | 'snat'): void {
    if (packet !== this.packet) this[end] = true;
    this.packet = packet;
    this.translatedBy = by;
  }

  accepted(): Outcome {
    const { packet, translatedBy, untracked, rerouted } = this;
    return { verdict: 'accept', packet, translatedBy, untracked, rerouted, chances: none };
  }
}

const none: readonly Chance[] = [];
