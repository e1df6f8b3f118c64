import type { Say } from '../say';

/** Stops what runs when somebody interrupts the program, and ends it then. */
export function stopOnSignals(stop: () => Promise<void>, say: Say): { readonly forget: () => void } {
  const onSignal = () => {
    say('interrupted: taking the cluster down');
    void stop().finally(() => process.exit(130));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, onSignal);
  return {
    forget: () => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, onSignal);
    },
  };
}
