import { setTimeout } from 'node:timers/promises';
import { TargetError } from '../../base/target-error';
import { allSteps } from '../boot/steps';
import { keys } from '../exchange/keys';
import { described } from './described';
import { type Patience, patiently } from './patiently';
import { exchangeOf, type StackAccess, urlOf } from './stack-access';
import { type NodeStatus, type StackStatus, statusWatch } from './status';

/** How to wait for a stack. */
export interface WaitOptions extends Patience {
  /** Gives up after so many milliseconds. @default 40 minutes */
  readonly timeoutMs?: number;
  /** Called for each node whose step, attempt or state changed, at once, with all nodes. @default nothing */
  readonly onChange?: (node: NodeStatus, nodes: readonly NodeStatus[]) => void;
}

/**
 * Waits until every planned node is Ready. A failure from before the wait does not end it where the machine goes on trying.
 * @throws TargetError where a node fails or time runs out, with the node, its step and where its log is, and where the
 *   exchange cannot be read
 */
export async function waitForStack(access: StackAccess, options: WaitOptions = {}): Promise<StackStatus> {
  const { timeoutMs = 40 * 60_000, pollMs = 5_000, onChange = () => {} } = options;
  const exchange = exchangeOf(access);
  const look = statusWatch(exchange, access.stack);
  const deadline = Date.now() + timeoutMs;
  const seen = new Map<string, string>();
  let before: ReadonlySet<string> | undefined;
  try {
    for (;;) {
      const status = await patiently(look, options, deadline);
      for (const node of changed(status.nodes, seen)) onChange(node, status.nodes);
      if (status.state === 'ready') return status;
      const failed = status.nodes.filter(({ state }) => state === 'failed');
      before ??= new Set(failed.filter(({ progress }) => progress?.final === false).map(report));
      const now = failed.filter((node) => !before?.has(report(node)));
      if (now.length > 0) throw failure(access, now);
      if (Date.now() + pollMs > deadline) throw timeout(access, status.nodes, timeoutMs);
      await setTimeout(pollMs);
    }
  } finally {
    await exchange.close();
  }
}

/** Which report it is: no two of a node have the same time and attempt. */
function report({ name, stage, at, progress }: NodeStatus): string {
  return `${name} ${stage} ${at} ${progress?.since}`;
}

function changed(nodes: readonly NodeStatus[], seen: Map<string, string>): NodeStatus[] {
  return nodes.filter(({ name, stage, state, progress }) => {
    const now = `${stage} ${state} ${progress?.attempt}`;
    const news = seen.get(name) !== now;
    seen.set(name, now);
    return news;
  });
}

const ofStacks = {
  final: 'It tries no more: cdktf destroy, and deploy it again',
  goesOn: 'It goes on trying by itself, and deploying again waits again; cdktf destroy ends it',
};

function failure(access: StackAccess, failed: readonly NodeStatus[]): TargetError {
  const [first] = failed;
  const log = urlOf(access, keys.log(first?.self ?? '', first?.name ?? ''));
  const remedies = new Set(failed.map(({ stage }) => allSteps.find(({ name }) => name === stage)?.remedy));
  const { final, goesOn } = access.cloud.exchange.afterFailure ?? ofStacks;
  const again = failed.some(({ progress }) => progress?.final) ? final : goesOn;
  return new TargetError(
    `${access.stack}: ${failed.map(described).join('; ')}`,
    [
      `The log of ${first?.name} is ${log}, and on the node in journalctl -u testbed-boot`,
      ...[...remedies].flatMap((remedy) => remedy ?? []),
      again,
    ].join('. '),
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
