/** Work that must not be left half done when somebody presses Ctrl-C. */
type Cleanup = () => Promise<void> | void;

const cleanups = new Set<Cleanup>();
let ending = false;

/** Runs on an interrupt. Returns how to take it back. */
export function onInterrupt(cleanup: Cleanup): () => void {
  cleanups.add(cleanup);
  return () => void cleanups.delete(cleanup);
}

/** Whether the command is being ended: what fails from then on fails for that reason, and is nothing to report. */
export const interrupted = (): boolean => ending;

/** Ends in order on SIGINT and SIGTERM, with the exit codes that shells know; a second signal does not wait. */
export function handleInterrupts(): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)
    process.on(signal, async () => {
      if (ending) process.exit(code);
      ending = true;
      await Promise.allSettled([...cleanups].map(async (cleanup) => cleanup()));
      process.exit(code);
    });
}
