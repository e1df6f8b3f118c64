import { oneLine } from '../../../base/plain-text';
import { TargetError } from '../../../base/target-error';
import type { Gap, Left, Surroundings } from '../../../state';
import { CaptureError } from '../../../state/capture';
import type { Connected } from '../remote';
import { scriptKnowingOthers } from '../scripts';
import { type Remains, remainsOn } from './left-on';

/** What a reset has done. */
export interface MachineReset {
  /** What CNIs and kube-proxy had left, and is gone. */
  readonly removed: readonly Left[];
  /** What could not be read, so that nobody can say whether something of it is left. */
  readonly gaps: readonly Gap[];
}

/** Removing one thing may uncover another, such as the chain that a rule was in. */
const rounds = 4;

/**
 * Takes a node off a machine: its cluster, the testbed's files, and what CNIs and kube-proxy left in the kernel, by their
 * names. Nothing of others is touched. It can be done again.
 * @param nodes of the plan, see remainsOn
 * @throws TargetError where something is left after all
 */
export async function resetMachine(on: Connected, nodes: Surroundings['nodes']): Promise<MachineReset> {
  await takeNodeOff(on);
  let removed: readonly Left[] = [];
  for (let round = 1; ; round++) {
    const { left, gaps } = await remaining(on, nodes);
    if (left.length === 0) return { removed, gaps };
    if (round === rounds) throw stillThere(on, left);
    const failures = await remove(on, left);
    if (failures.length === left.length) throw stillThere(on, left, failures[0]);
    removed = [...removed, ...left];
  }
}

/** @throws TargetError where its answer is not whole */
async function remaining(on: Connected, nodes: Surroundings['nodes']): Promise<Remains> {
  try {
    return await remainsOn(on, nodes);
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error;
    throw new TargetError(
      `${on.name}: what is left cannot be told: ${oneLine(error.message)}`,
      `See that a login there prints nothing else to standard output, and run the reset again`,
    );
  }
}

/** What reset.sh ends with where the machine is another cluster's. */
const othersCluster = 65;

async function takeNodeOff(on: Connected): Promise<void> {
  const input = scriptKnowingOthers('reset');
  const { code, stdout, stderr } = await on.remote.run(['/bin/sh', '-s'], {
    input,
    sudo: true,
    timeoutS: 900,
  });
  if (code === 0) return;
  if (code === othersCluster)
    throw new TargetError(
      `${on.name}: ${oneLine(stdout.trim())}; nothing was changed`,
      'Take that cluster down by its own means, or use another machine',
    );
  const words = oneLine(stderr.trim().split('\n').slice(-3).join(' / '));
  throw new TargetError(
    `${on.name}: the reset ended with exit code ${code}: ${words}`,
    `Mend that on ${on.name}, and run the reset again: it goes on from there`,
  );
}

/** Each by its own commands; returns what those said that failed. */
async function remove(on: Connected, left: readonly Left[]): Promise<string[]> {
  const failures: string[] = [];
  for (const { commands } of left) {
    let failure: string | undefined = commands.length === 0 ? 'no command is known' : undefined;
    for (const argv of commands) {
      const { code, stderr } = await on.remote.run(argv, { sudo: true });
      if (code !== 0) failure ??= stderr.trim();
    }
    if (failure !== undefined) failures.push(failure);
  }
  return failures;
}

function stillThere({ name }: Connected, left: readonly Left[], why = ''): TargetError {
  const things = left.map(({ owner, name: thing }) => `${thing} (${owner})`).join(', ');
  return new TargetError(
    `${name}: after the reset this is still there: ${things}${why && `; ${why}`}`,
    `A restart of ${name} removes links, routes, rules and pinned programs; then run the reset again`,
  );
}
