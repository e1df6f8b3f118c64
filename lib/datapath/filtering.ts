import { type Connection, isAnswer, translationOf } from './connection';
import type { ChanceDrop } from './hop';
import { type Arrival, Journey } from './journey';
import type { Outcome, Tracked } from './netfilter/outcome';
import { ruleName } from './netfilter/policy';
import type { HookName } from './netfilter/words';
import type { Packet } from './packet';
import type { Stack } from './stack';

/** Links that the packet came in by and leaves by, as far as it has them at the hook. */
interface Passage {
  readonly in?: string;
  readonly out?: string;
}

/** What a host's connection tracking makes of the packet that is on its way through it. */
interface Current extends Tracked {
  /** Its memory of the connection. */
  readonly connection?: Connection;
}

const untracked: Current = { state: 'untracked' };

/** Netfilter: what hosts drop, translate and mark, and what they remember of it for the answer. */
export abstract class Filtering extends Journey {
  protected readonly connections: Connection[] = [];
  protected readonly chances: ChanceDrop[] = [];
  /** Whether rules gave the last packet that its host started another mark, so that it is routed anew. */
  protected rerouted = false;
  private current: Current = untracked;

  /**
   * @param earlier connections that this packet may be an answer of. @default it is the first of its connection
   * @param pick from 0 to 1: whom hosts send it to that choose at random. @default not known
   */
  constructor(
    private readonly earlier?: readonly Connection[],
    private readonly pick?: number,
  ) {
    super();
  }

  /** Asks the host's rules at a hook. Returns the packet as it goes on, or the end of its way. */
  protected pass(stack: Stack, hook: HookName, packet: Packet, passage: Passage): Packet | Arrival {
    const { ruleset } = stack;
    this.rerouted = false;
    if (!ruleset) return packet;
    const looped = hook === 'prerouting' && passage.in === 'lo';
    if (looped) this.current = { ...this.current, decided: true };
    else if (hook === 'prerouting' || hook === 'output')
      this.current = ruleset.tracks ? this.track(stack, packet) : untracked;
    const tracked = this.trackedAt(hook);
    if (!tracked.rewrite && !ruleset.asks(hook, packet.source.family)) return packet;
    return this.outcome(stack, packet, ruleset.ask({ hook, packet, tracked, pick: this.pick, ...passage }));
  }

  private outcome(stack: Stack, before: Packet, outcome: Outcome): Packet | Arrival {
    const host = stack.host.name;
    if (outcome.verdict === 'drop') {
      const { by, reject } = outcome;
      const answer = reject === undefined ? {} : { reject };
      return this.drop(stack, before, { code: 'filtered', host, rule: ruleName(by.rule), ...answer }, by);
    }
    if (outcome.verdict === 'unknown')
      return this.unknown(stack, before, { code: 'rule', rule: ruleName(outcome.by.rule) });
    for (const { by, share } of outcome.chances) this.chances.push({ host, rule: by, share });
    if (outcome.untracked) this.forget();
    const { packet, translatedBy, rerouted } = outcome;
    this.rerouted = rerouted;
    if (packet === before) return packet;
    this.remember(packet);
    if (isMoved(before, packet))
      this.note(stack, undefined, packet, { step: 'translate', rule: translatedBy, before });
    return packet;
  }

  /** Finds the packet's connection, or begins one. */
  private track(stack: Stack, packet: Packet): Current {
    const host = stack.host.name;
    const known = this.earlier?.find((entry) => entry.host === host && isAnswer(entry, packet));
    if (known) return { state: 'established', connection: known, ...translationOf(known) };
    // The second packet of a TCP connection begins none.
    if (this.earlier && this.depth === 0 && packet.protocol === 'tcp') return { state: 'invalid' };
    const connection = { host, original: packet, translated: packet };
    this.connections.push(connection);
    return { state: 'new', connection };
  }

  /** What tracking says at a hook: of an answer, also which of its ends is put back there. */
  private trackedAt(hook: HookName): Tracked {
    const { state, connection, dnat, snat } = this.current;
    if (state !== 'established' || !connection || !(dnat || snat)) return this.current;
    const { original } = connection;
    if (snat && (hook === 'prerouting' || hook === 'output'))
      return { ...this.current, rewrite: { destination: original.source, port: original.sourcePort } };
    if (dnat && (hook === 'postrouting' || hook === 'input'))
      return { ...this.current, rewrite: { source: original.destination, sourcePort: original.port } };
    return this.current;
  }

  private remember(packet: Packet): void {
    const { state, connection } = this.current;
    if (state !== 'new' || !connection) return;
    const translated = { ...connection, translated: packet };
    this.connections[this.connections.indexOf(connection)] = translated;
    this.current = { ...this.current, connection: translated, ...translationOf(translated) };
  }

  private forget(): void {
    const { state, connection } = this.current;
    if (state === 'new' && connection) this.connections.splice(this.connections.indexOf(connection), 1);
    this.current = untracked;
  }
}

/** Whether any end of the packet has another address or port. */
function isMoved(before: Packet, after: Packet): boolean {
  return (
    before.source !== after.source ||
    before.destination !== after.destination ||
    before.port !== after.port ||
    before.sourcePort !== after.sourcePort
  );
}
