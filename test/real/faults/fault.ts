/** A fault that is made by hand on a real cluster, and what the product should say of it. */
import type { Diagnosis } from '../../../lib/diagnosis';
import type { Machine } from '../cluster/node';
import type { Standing } from '../run/standing';

/** Where a fault is made. */
export interface Scene {
  readonly standing: Standing;
  /** The node that is broken. */
  readonly victim: Machine;
  /** Another worker. */
  readonly other: Machine;
}

/** A fault. */
export interface RealFault {
  readonly name: string;
  /** What is done, in a few words. */
  readonly about: string;
  /** Makes it, and returns what undoes it; undefined where there is nothing of the kind to break. */
  readonly make: (scene: Scene) => Promise<(() => Promise<unknown>) | undefined>;
  /** Code of what the product suspects where it can only narrow the cause down; absent where it must name it. */
  readonly suspect?: string;
  /** Whether a diagnosis names it. */
  readonly named: (diagnosis: Diagnosis, scene: Scene) => boolean;
}

/** Whether a diagnosis says that it is at a machine. */
export const isAt = ({ at = [] }: Diagnosis, { name }: Machine): boolean => at.includes(name);
