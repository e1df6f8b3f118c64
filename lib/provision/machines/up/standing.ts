import { TargetError } from '../../../base/target-error';
import { shAsRoot } from '../as-root';
import type { Connected } from '../remote';
import { scriptKnowingOthers } from '../scripts';

/** What stands on a machine before anything is done. */
export interface Standing {
  /** Of its operating system's installation: its name in the exchange. */
  readonly id: string;
  /** In Debian's words. */
  readonly processor: string;
  /** Digest of what it was booted with. @default it was not */
  readonly generation?: string;
  /** Name of the node as which it was booted. @default it was not */
  readonly node?: string;
  /** What says that another cluster's node is here. @default nothing */
  readonly foreign?: string;
  /** Whether a boot of it is over that succeeded. */
  readonly done: boolean;
}

/** Asks a machine what stands on it. @throws TargetError where it cannot be told */
export async function standingOn(node: Connected): Promise<Standing> {
  const [id = '', processor = '', ...rest] = (await shAsRoot(node, scriptKnowingOthers('standing')))
    .trim()
    .split('\n');
  if (!/^[0-9a-f]{32}$/.test(id))
    throw new TargetError(
      `${node.name}: /etc/machine-id is ${JSON.stringify(id)}, and has to be 32 hexadecimal digits`,
      'Make it with systemd-machine-id-setup, see machine-id(5)',
    );
  if (!/^[a-z0-9-]+$/.test(processor))
    throw new TargetError(
      `${node.name}: dpkg --print-architecture says ${JSON.stringify(processor)}`,
      'Use a machine with Ubuntu or Debian',
    );
  const said = (word: string) =>
    rest.flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []))[0];
  return {
    ...{ id, processor, generation: said('generation'), node: said('node') },
    foreign: said('foreign'),
    done: rest.includes('done'),
  };
}
