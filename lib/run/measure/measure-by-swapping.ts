/** Stacks of the same machines: one alone can stand, so that machines are swapped between visits to them, there and back. */

import { append } from '../../base/lists';
import { TargetError } from '../../base/target-error';
import {
  type Aspect,
  clusterAspects,
  defaultBlocks,
  type Measurements,
  type Swap,
  type Visit,
  visitsOf,
  wantedBy,
} from '../../measure';
import { UnreadyMachinesError } from '../machines/unready';
import { silent } from '../watcher';
import { connectedStack } from './connected-stack';
import { Guarding } from './guarding';
import { joinedVisits } from './joined-visits';
import { measuredOn } from './measured-on';
import type { SwappableStack } from './same-machines';
import { defaultCycles, type MeasureStacksOptions } from './stacks-options';
import { identified, type KnownStack, standingAmong, swapTo } from './swap-stacks';

/**
 * Measures them so. The machines run the last one in the end, whatever ends it.
 * @throws SpecError, or TargetError where another stack stands, a swap fails or a cluster cannot be measured
 */
export async function measureBySwapping(
  stacks: readonly SwappableStack[],
  options: MeasureStacksOptions = {},
): Promise<Measurements> {
  const known = identified(stacks);
  return new SwappedRun(known, options, await standingAmong(known)).all();
}

/** What is asked when nothing is measured any more: on the last visit. */
const inTheEnd: readonly Aspect[] = ['start', 'isolation', 'policy-delay'];

class SwappedRun {
  private readonly startedAt = new Date();
  private readonly visits: readonly Visit<KnownStack>[];
  private readonly guarding: Guarding;
  private readonly parts: Measurements[] = [];
  private readonly swaps: Swap[] = [];
  private readonly notes: string[] = [];
  /** What the visit under way has given so far. */
  private part: Measurements | undefined;
  private onItsWay = false;
  private ended: Promise<void> | undefined;

  constructor(
    stacks: readonly KnownStack[],
    private readonly options: MeasureStacksOptions,
    private runs: string | undefined,
  ) {
    const { only = clusterAspects, blocks = defaultBlocks, cycles = defaultCycles } = options;
    this.visits = visitsOf(stacks, wantedBy(only).works.length > 0 ? blocks : 0, cycles);
    this.guarding = new Guarding(options.anyway ?? false);
  }

  async all(): Promise<Measurements> {
    const { visits, options, runs } = this;
    const { watcher = silent, onSwap } = options;
    onSwap?.({ code: 'plan', swaps: this.swapsFrom(0), visits: visits.length, runs });
    const total = this.swapsFrom(0);
    const interrupt = interruption();
    const over = watcher.onInterrupt(() => {
      interrupt.begin();
      return this.end();
    });
    try {
      for (const [i, visit] of visits.entries()) {
        const { subject: stack } = visit;
        if (i === 0 || this.runs !== stack.stack)
          await interrupt.orEndOf(this.swap(stack, total - this.swapsFrom(i) + 1, total));
        await this.visit(visit, i + 1);
      }
      this.said();
      return this.made();
    } catch (error) {
      await this.end();
      throw error;
    } finally {
      over();
    }
  }

  /** How many swaps are to come from a visit on. */
  private swapsFrom(first: number): number {
    const stacks = [this.runs, ...this.visits.slice(first).map(({ subject }) => subject.stack)];
    return stacks.slice(1).filter((stack, i) => stack !== stacks[i]).length;
  }

  private async swap(stack: KnownStack, number: number, of: number): Promise<void> {
    const { onSwap, swapping } = this.options;
    const changes = this.runs !== stack.stack;
    if (changes) onSwap?.({ code: 'swap', number, of, to: stack.stack });
    const { runs } = this;
    [this.runs, this.onItsWay] = [stack.stack, changes];
    const { swap, notes } = await swapTo(stack, swapping).catch((error) => {
      const untouched = error instanceof UnreadyMachinesError && !error.wereReset;
      if (untouched) [this.runs, this.onItsWay] = [runs, false];
      throw error;
    });
    this.onItsWay = false;
    append(this.notes, notes);
    if (!changes && swap.clean.length === 0) return;
    this.swaps.push(swap);
    onSwap?.({ code: 'swapped', to: stack.stack, durationMs: swap.durationMs });
  }

  private async visit({ subject, ...visit }: Visit<KnownStack>, number: number): Promise<void> {
    const { options, guarding } = this;
    const { id, stack } = subject;
    const elapsedMs = Date.now() - this.startedAt.getTime();
    const about = { stack, blocks: visit.rounds, elapsedMs };
    options.onSwap?.({ code: 'visit', number, of: this.visits.length, ...about });
    options.watcher?.stage('connecting', 1);
    const found = await connectedStack(stack);
    try {
      const done = await measuredOn([found.cluster], this.optionsOf(visit), {
        ...{ id, first: visit.first, guarding },
        onRound: (part) => {
          this.part = part;
        },
      });
      this.parts.push(done);
      this.part = undefined;
    } catch (error) {
      throw found.lost ?? error;
    } finally {
      await found.connection.close();
    }
  }

  private optionsOf({ rounds, opens, closes }: Pick<Visit<KnownStack>, 'rounds' | 'opens' | 'closes'>) {
    const { only = clusterAspects, agentCost = false, disturb = false, ...options } = this.options;
    return {
      ...options,
      only: closes ? only : only.filter((one) => !inTheEnd.includes(one)),
      ...{ blocks: rounds, agentCost: agentCost && opens, disturb: disturb && closes },
    };
  }

  /** Once: keeps what there is, and says what the machines run. */
  private end(): Promise<void> {
    this.ended ??= (async () => {
      this.said();
      if (this.parts.length > 0 || this.part) await this.options.onCut?.(this.made(cutNote));
    })();
    return this.ended;
  }

  private said(): void {
    const { runs, onItsWay } = this;
    if (runs !== undefined) this.options.onSwap?.({ code: 'end', stack: runs, onItsWay });
  }

  private made(...more: readonly string[]): Measurements {
    const { parts, part, startedAt, swaps, guarding, notes } = this;
    return joinedVisits(part ? [...parts, part] : parts, {
      ...{ startedAt, swaps, guards: guarding.found, anyway: this.options.anyway ?? false },
      notes: [...notes, ...more],
    });
  }
}

const cutNote =
  'The run did not come to its end: subjects have fewer blocks than were asked for, and not all as many';

/** What ends a step that would go on for minutes. */
function interruption() {
  let begin = () => {};
  const begun = new Promise<never>((_, reject) => {
    begin = () => reject(new TargetError('interrupted between two measurements', 'Run it again'));
  });
  begun.catch(() => {});
  return {
    begin: () => begin(),
    orEndOf: (step: Promise<void>) => {
      step.catch(() => {}); // nobody waits for it where it is abandoned
      return Promise.race([step, begun]);
    },
  };
}
