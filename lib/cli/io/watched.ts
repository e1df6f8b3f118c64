import type { Watcher } from '../../run';
import { onInterrupt } from './interrupt';
import { Progress } from './progress';
import type { Streams } from './streams';

/** How a command shows that it goes on. */
export interface Watching {
  /** No progress. @default false */
  readonly quiet?: boolean;
  /** What is said on stderr when an interrupt starts to clean up. @default nothing */
  readonly interruptNote?: string | (() => string);
}

/** That an interrupt removes what a run has made in a cluster. */
export const interruptNote = (namespace: string): string =>
  `interrupted: removing the namespace ${namespace}; once more leaves it there`;

/**
 * Runs a use case with its progress on the terminal, and with what an interrupt has to clean up.
 * @param act is also given what says a line of its own on stderr between two stages, unless nothing is to be said
 */
export async function watched<T>(
  streams: Streams,
  { quiet = false, interruptNote }: Watching,
  act: (watcher: Watcher, say: (text: string) => void) => Promise<T>,
): Promise<T> {
  const progress = new Progress(streams, quiet);
  let noted = interruptNote === undefined;
  /** There may be several clean-ups, such as one a cluster. */
  const interrupted = async (cleanup: () => Promise<void>) => {
    progress.end();
    const note = typeof interruptNote === 'function' ? interruptNote() : interruptNote;
    if (!noted) streams.stderr.write(`${note}\n`);
    noted = true;
    await cleanup();
  };
  const watcher: Watcher = {
    stage: (name, steps) => progress.stage(name, steps),
    done: (steps) => progress.done(steps),
    onInterrupt: (cleanup) => onInterrupt(() => interrupted(cleanup)),
  };
  const say = (text: string) => {
    progress.end();
    if (!quiet) streams.stderr.write(`${text}\n`);
  };
  try {
    return await act(watcher, say);
  } finally {
    progress.end(); // its timer would keep the command from ending
  }
}
