/** What the Jobs that measure are given: one file for both Jobs of a pair of nodes, made when the servers run. */
import type { Place } from '../ask';
import type { Task } from '../task';

/** Which of the two Jobs: the one on the host's network or the one on the pods'. */
export type JobNetwork = 'node' | 'pod';

/** Everything that is measured between two nodes, in its order. */
export interface JobSteps {
  /** The server that hands out turns: of the clients' own node, on its network. */
  readonly turns: Place;
  /** How long a turn is waited for at most, in milliseconds: until the other Job has started, and has had its own. */
  readonly patienceMs: number;
  readonly steps: readonly JobStep[];
}

/** One of them. */
export interface JobStep {
  readonly by: JobNetwork;
  readonly task: Task;
}

/** Name of the file in the folder that a Job is given. */
export const stepsFile = 'steps.json';
