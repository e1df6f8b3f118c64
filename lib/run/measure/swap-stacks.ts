/** What stands on machines that several stacks have, and how they are given to one of them. */
import { TargetError } from '../../base/target-error';
import type { Swap } from '../../measure';
import { machinesIn } from '../machines/machines-spec';
import { withMachinesOf } from '../machines/machines-stack';
import { standingStack } from '../machines/standing-stack';
import { upMachines } from '../machines/up-machines';
import { subjectIds } from './cluster-subject';
import type { SwappableStack } from './same-machines';
import type { MeasureStacksOptions } from './stacks-options';

/** A stack whose subject has its name. */
export interface KnownStack extends SwappableStack {
  /** Of its subject. */
  readonly id: string;
}

/** Stacks with the names of their subjects. @throws SpecError where one's spec cannot be read any more */
export function identified(stacks: readonly SwappableStack[]): KnownStack[] {
  const cnis = stacks.map(({ spec }) => {
    const { cni, choice } = machinesIn(spec);
    return { name: cni.name, mode: choice.mode.name, dataPlane: choice.dataPlane };
  });
  const ids = subjectIds(cnis);
  return stacks.map((stack, i) => ({ ...stack, id: ids[i]! }));
}

/**
 * The stack among these whose cluster the machines have; undefined: they have none.
 * @throws TargetError where they have the cluster of another one: nobody loses what he has not named
 */
export async function standingAmong(stacks: readonly KnownStack[]): Promise<string | undefined> {
  const standing = await withMachinesOf(stacks[0]!.spec, async ({ nodes }) => {
    const found = await Promise.all(nodes.map((node) => standingStack([node])));
    return found.find((one) => one !== undefined);
  });
  if (standing === undefined || stacks.some(({ stack }) => stack === standing)) return standing;
  throw new TargetError(
    `the machines run ${standing}, which is none of ${stacks.map(({ stack }) => stack).join(', ')}; nothing was changed`,
    'Name it too, or deploy one of these first, which takes it off',
  );
}

/**
 * Gives the machines to a stack, as its deploy does: proved clean between, and its connectivity Jobs have run.
 * @throws as upMachines
 */
export async function swapTo(
  { stack, spec, id }: KnownStack,
  { onDeed, ...heard }: MeasureStacksOptions['swapping'] = {},
): Promise<{ readonly swap: Swap; readonly notes: readonly string[] }> {
  const startedAt = new Date();
  const clean: string[] = [];
  const { summary } = await upMachines(spec, {
    ...heard,
    stack,
    onDeed(node, deed) {
      if (deed === 'clean') clean.push(node);
      onDeed?.(node, deed);
    },
  });
  const { total, fail } = summary;
  return {
    swap: {
      ...{ to: id, startedAt: startedAt.toISOString(), clean },
      durationMs: Date.now() - startedAt.getTime(),
    },
    notes: fail > 0 ? [`${id}: ${fail} of ${total} connectivity checks failed after a swap to it`] : [],
  };
}
