import { setTimeout } from 'node:timers/promises';
import { TargetError } from '../../base/target-error';
import { PassingError } from '../exchange/exchange';
import { keys } from '../exchange/keys';
import { described } from './described';
import { exchangeOf, type StackAccess, urlOf } from './stack-access';
import { type NodeStatus, type StackStatus, statusWatch } from './status';

/** How to wait for a stack. */
export interface WaitOptions {
  /** Gives up after so many milliseconds. @default 40 minutes */
  readonly timeoutMs?: number;
  /** Looks again after so many milliseconds. @default 5,000 */
  readonly pollMs?: number;
  /** Called for each node whose stage or state changed, at once, with all nodes. @default nothing */
  readonly onChange?: (node: NodeStatus, nodes: readonly NodeStatus[]) => void;
  /** Goes on for so many milliseconds in a row in which the exchange cannot be read. @default 60,000 */
  readonly patienceMs?: number;
  /** Called for the first of such looks in a row. @default nothing */
  readonly onTrouble?: (error: TargetError) => void;
}

/**
 * Waits until every planned node is Ready.
 * @throws TargetError where a node fails or time runs out, with the node, its stage and where its log is, and where the
 *   exchange cannot be read
 */
export async function waitForStack(access: StackAccess, options: WaitOptions = {}): Promise<StackStatus> {
  const { timeoutMs = 40 * 60_000, pollMs = 5_000, onChange = () => {} } = options;
  const exchange = exchangeOf(access);
  const look = statusWatch(exchange, access.stack);
  const deadline = Date.now() + timeoutMs;
  const seen = new Map<string, string>();
  try {
    for (;;) {
      const status = await patiently(look, options, deadline);
      for (const node of changed(status.nodes, seen)) onChange(node, status.nodes);
      if (status.state === 'ready') return status;
      if (status.state === 'failed') throw failure(access, status.nodes);
      if (Date.now() + pollMs > deadline) throw timeout(access, status.nodes, timeoutMs);
      await setTimeout(pollMs);
    }
  } finally {
    await exchange.close();
  }
}

/** Looks until it can: one look that fails must not end a wait of many minutes. */
async function patiently<T>(look: () => Promise<T>, options: WaitOptions, deadline: number): Promise<T> {
  const { pollMs = 5_000, patienceMs = 60_000, onTrouble = () => {} } = options;
  let end: number | undefined;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      const first = end === undefined;
      end ??= Math.min(Date.now() + patienceMs, deadline);
      if (!(error instanceof PassingError) || Date.now() + pollMs > end) throw error;
      if (first) onTrouble(error);
      await setTimeout(pollMs);
    }
  }
}

function changed(nodes: readonly NodeStatus[], seen: Map<string, string>): NodeStatus[] {
  return nodes.filter(({ name, stage, state }) => {
    const now = `${stage} ${state}`;
    const news = seen.get(name) !== now;
    seen.set(name, now);
    return news;
  });
}

function failure(access: StackAccess, nodes: readonly NodeStatus[]): TargetError {
  const failed = nodes.filter(({ state }) => state === 'failed');
  const logs = failed.slice(0, 1).map(({ name }) => urlOf(access, keys.log(name)));
  return new TargetError(
    `${access.stack}: ${failed.map(described).join('; ')}`,
    `Its log is ${logs.join()}, and on the node in journalctl -u testbed-boot. Deploying again waits again; cdktf destroy ends it`,
  );
}

function timeout(access: StackAccess, nodes: readonly NodeStatus[], timeoutMs: number): TargetError {
  const { stack, cloud, place } = access;
  const late = nodes.filter(({ state }) => state !== 'done');
  return new TargetError(
    `${stack}: not Ready after ${Math.round(timeoutMs / 1000)} s: ${late.map(described).join('; ')}`,
    `A node that has not reported did not boot or cannot reach ${cloud.exchange.urlOf(place)}: see ${cloud.exchange.console}. Others log to journalctl -u testbed-boot`,
  );
}
