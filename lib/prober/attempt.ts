import { failureOf } from './failure';
import { localConnectError } from './local-error';
import { notAsked, type Observation } from './observation';
import { afterWaiting } from './waiting';

/**
 * One attempt over connections: what it observes first counts, or that nobody answers in time; they are closed then.
 * @param begin opens the connections, and says by its argument what is observed, later
 * @throws Error where `begin` does
 */
export function attempt(
  timeoutMs: number,
  begin: (observed: (observation: Observation) => void) => readonly { destroy(): unknown }[],
): Promise<Observation> {
  return new Promise((resolve) => {
    const finish = (observation: Observation) => {
      stopWaiting();
      for (const connection of opened) connection.destroy();
      resolve(observation);
    };
    const opened = begin(finish);
    const stopWaiting = afterWaiting(timeoutMs, () =>
      finish({ reachable: false, failure: { code: 'no-answer', afterMs: timeoutMs } }),
    );
  });
}

/** What an error of a connection to the address says: of the network, or of this machine. */
export function observedError(error: NodeJS.ErrnoException, address: string): Observation {
  const code = localConnectError(error, address);
  return code ? notAsked({ code }) : { reachable: false, failure: failureOf(error) };
}
