/** Visits to several clusters as one run. */
import {
  type Block,
  blockTries,
  type Guard,
  type Measurements,
  type Swap,
  starvedGuards,
} from '../../measure';
import { headOf } from './measure-labs';

/** What all visits have in common. */
export interface VisitedRun {
  readonly startedAt: Date;
  readonly swaps: readonly Swap[];
  /** What guards have found before turns. */
  readonly guards: readonly Guard[];
  /** Whether all blocks count. */
  readonly anyway: boolean;
  readonly notes: readonly string[];
}

/** One file of all visits, in the order of time. A subject is as it was on its first. @param parts one at least */
export function joinedVisits(parts: readonly Measurements[], run: VisitedRun): Measurements {
  const visited = parts.flatMap((part) => part.subjects);
  const ids = [...new Set(visited.map(({ id }) => id))];
  const subjects = ids.map((id) => visited.find((one) => one.id === id)!);
  const blocks = parts.flatMap((part) => part.blocks);
  return {
    ...headOf(run.startedAt, parts[0]!.engine, subjects),
    order: orderOf(blocks),
    ...{ blocks, swaps: run.swaps.filter(({ to }) => ids.includes(to)) },
    events: parts.flatMap(({ events }) => events),
    agents: parts.flatMap(({ agents }) => agents),
    absent: [],
    guards: [...run.guards, ...starvedGuards(ids, blocks, run.anyway ? 1 : blockTries)],
    notes: [...new Set([...parts.flatMap(({ notes }) => notes), ...run.notes])],
  };
}

/** Round by round: who had its block of that round first. */
function orderOf(blocks: readonly Block[]): string[][] {
  const rounds = new Map<number, string[]>();
  for (const { round, subject } of blocks) {
    const order = rounds.get(round) ?? [];
    if (!order.includes(subject)) rounds.set(round, [...order, subject]);
  }
  return [...rounds].sort(([a], [b]) => a - b).map(([, order]) => order);
}
