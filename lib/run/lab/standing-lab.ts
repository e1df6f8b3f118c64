/** A lab that is up: test it, run commands in it, take it down. */
import { enterLab, takeDown } from '../../lab/lab';
import { enterNamespace, labPlaces } from '../../lab/standing/exec-in-lab';
import { livingLabs, standingLab } from '../../lab/standing/lab-store';
import type { Results } from '../../results';
import { RunError } from '../run-error';
import { silent, type Watcher } from '../watcher';
import type { Extent } from './extent';
import { checkedLabName } from './lab-name';
import { type KeepState, testLab } from './test-lab';

/** Tests a lab that is up. @throws RunError, and TargetError where no such lab is up */
export async function testStandingLab(
  name: string,
  {
    watcher = silent,
    keepState,
    ...extent
  }: Extent & { readonly watcher?: Watcher; readonly keepState?: KeepState } = {},
): Promise<Results> {
  const startedAt = new Date();
  const lab = enterLab(checkedLabName(name));
  try {
    return await testLab(lab, extent, watcher, startedAt, keepState);
  } finally {
    lab.leave();
  }
}

/** Takes a lab down and waits until it has gone. @throws RunError, and TargetError where no such lab is up */
export async function endLab(name: string): Promise<void> {
  await takeDown(standingLab(checkedLabName(name)));
  livingLabs(); // removes its file, where its supervisor could not
}

/** Whether a lab of that name is up or being built. @throws RunError */
export function isLabUp(name: string): boolean {
  const wanted = checkedLabName(name);
  return livingLabs().labs.some((lab) => lab.name === wanted);
}

/**
 * The program and its arguments that run a command in a node, pod, switch or router of a lab, in the caller's folder.
 * @throws RunError where there is no such place, TargetError where no such lab is up
 */
export function commandInLab(
  name: string,
  place: string,
  command: readonly string[],
): [program: string, ...args: string[]] {
  const lab = standingLab(checkedLabName(name));
  const { host, names } = labPlaces(lab);
  const namespace = host(place);
  if (namespace === undefined)
    throw new RunError({ code: 'unknown-place', role: 'where', place, known: names });
  return enterNamespace(lab, namespace, command);
}
