/** Is called while a run goes on, to show its progress and to end it in order. */
export interface Watcher {
  /** A stage of the run begins, such as `probing`; it has so many steps. */
  stage(name: string, steps: number): void;
  /** So many steps of the stage are done. */
  done(steps: number): void;
  /**
   * From now on something exists that must not be left behind, such as a lab. Whoever is interrupted calls `cleanup` and
   * waits for it. Returns a function to be called when that is no longer needed.
   */
  onInterrupt(cleanup: () => Promise<void>): () => void;
}

/** Shows nothing; where the process is ended, the kernel removes its labs by itself. */
export const silent: Watcher = { stage: () => {}, done: () => {}, onInterrupt: () => () => {} };

/** For one of several runs that go on at the same time: passes on interrupts and no progress. */
export function withoutProgress(watcher: Watcher): Watcher {
  return { ...silent, onInterrupt: (cleanup) => watcher.onInterrupt(cleanup) };
}
