/** Work that must not be left half done when somebody presses Ctrl-C. */
type Cleanup = () => Promise<void> | void;

/** Signals that ask to end, with the exit codes that shells know. */
const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const cleanups = new Set<Cleanup>();
let ending = false;

/**
 * Runs on an interrupt. Only while there is something to clean up are signals handled: else they end the process at once,
 * also where it computes or waits for a file and would not hear of them. Returns how to take it back.
 */
export function onInterrupt(cleanup: Cleanup): () => void {
  if (cleanups.size === 0) for (const signal of signals) process.on(signal, end);
  cleanups.add(cleanup);
  return () => {
    cleanups.delete(cleanup);
    if (cleanups.size === 0 && !ending) for (const signal of signals) process.off(signal, end);
  };
}

/** Whether the command is being ended: what fails from then on fails for that reason, and is nothing to report. */
export const interrupted = (): boolean => ending;

/** Ends in order; a second signal does not wait. */
async function end(signal: (typeof signals)[number]): Promise<void> {
  if (ending) process.exit(codes[signal]);
  ending = true;
  await Promise.allSettled([...cleanups].map(async (cleanup) => cleanup()));
  process.exit(codes[signal]);
}
