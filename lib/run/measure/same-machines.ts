/** Which stacks have the same machines, so that one of them alone can stand. */
import { TargetError } from '../../base/target-error';
import { parsedJson } from '../../provision/exchange/json';
import { type ListedMachine, listedIn, specOutput } from '../../provision/machines/exchange/listed';
import type { StackAccess } from '../../provision/watch';
import type { ReadMachines } from '../machines/machines-spec';

/** A stack with what gives the machines to it. */
export interface SwappableStack {
  readonly stack: string;
  readonly spec: ReadMachines;
}

/**
 * All of the stacks, with their specs as they were deployed, where they have the same machines; undefined where each has its
 * own.
 * @throws TargetError where they share some, but not all
 */
export async function stacksOfSameMachines(
  stacks: readonly string[],
): Promise<readonly SwappableStack[] | undefined> {
  if (stacks.length < 2) return undefined;
  const { openStack, outputOfStack } = await import('../../provision/watch/open-stack');
  const found: StackAccess[] = [];
  for (const stack of stacks) found.push(await openStack(stack));
  if (!share(found)) return undefined;
  return Promise.all(
    stacks.map(async (stack) => ({
      stack,
      spec: { data: parsedJson(await outputOfStack(stack, specOutput)), source: `the state of ${stack}` },
    })),
  );
}

/** @throws TargetError where one is named twice, or two share some machines, and not all stacks have the same */
function share(found: readonly StackAccess[]): boolean {
  const lists = found.map(({ stack, place }) => ({ stack, machines: new Set(machinesIn(place).map(wayTo)) }));
  const pairs = lists.flatMap((one, i) => lists.slice(i + 1).map((other) => [one, other] as const));
  const common = pairs.find(([one, other]) =>
    [...one.machines].some((machine) => other.machines.has(machine)),
  );
  if (!common) return false;
  const unlike = pairs.find(
    ([one, other]) =>
      one.machines.size !== other.machines.size ||
      [...one.machines].some((machine) => !other.machines.has(machine)),
  );
  const twice = found.find(({ stack }, i) => found.findIndex((other) => other.stack === stack) < i);
  if (twice)
    throw new TargetError(
      `${twice.stack} is named twice`,
      'Name two stacks, or one alone: its own host network is measured beside it',
    );
  if (!unlike) return true;
  throw new TargetError(
    `${common[0].stack} and ${common[1].stack} have machines in common, and ${unlike[0].stack} and ${unlike[1].stack} do not have the same ones`,
    'Give all of them the same machines, which are swapped then, or each its own',
  );
}

/** Those of a stack of machines; none of another cloud's. */
const machinesIn = ({ machines }: StackAccess['place']): readonly ListedMachine[] =>
  machines === undefined ? [] : listedIn(machines);

/** Whoever logs in to the same place gets the same machine. */
const wayTo = ({ ssh: { host, port, config } }: ListedMachine) => JSON.stringify([host, port, config]);
