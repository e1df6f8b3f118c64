import type { Left } from '../left';
import type { Seen } from '../seen';
import type { Traces } from '../traces';

/** What was found on a machine, before it is said whose it is. */
export type Found = Omit<Left, 'host' | 'owner'>;

/** Whose leavings are looked for. */
export interface Sought {
  readonly traces: Traces;
  /** Whether names that several CNIs give are its own here: none runs that is unknown. */
  readonly alone: boolean;
  /** Whether some CNI runs, so that a plug-in of another one is called in its place. */
  readonly replaced: boolean;
  /** Configuration files of the CNIs that run. */
  readonly running: (file: string) => boolean;
}

/** Finds what is left of one kind. */
export type Finder = (seen: Seen, sought: Sought) => readonly Found[];
