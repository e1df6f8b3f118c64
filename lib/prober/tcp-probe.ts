import { connectNow, type ProbeEndpoint } from './endpoint';
import { failureOf } from './failure';
import { localConnectError } from './local-error';
import { notAsked, type Observation, sinceMs } from './observation';
import { parseTcpAnswer } from './protocol';
import { afterWaiting } from './waiting';

/** Characters that are kept of what something else than a prober says. */
const mostSaid = 60;

/**
 * Connects, reads who answered and what source it saw, and says so. A failure is an observation.
 * @throws Error where the endpoint cannot be entered
 */
export function tcpProbe(
  from: ProbeEndpoint,
  address: string,
  port: number,
  timeoutMs: number,
): Promise<Observation> {
  return new Promise((resolve) => {
    const started = process.hrtime.bigint();
    const socket = from.enter(() => connectNow(address, port));
    let text = '';
    const stopWaiting = afterWaiting(timeoutMs, () =>
      finish({ reachable: false, failure: { code: 'no-answer', afterMs: timeoutMs } }),
    );
    const finish = (observation: Observation) => {
      stopWaiting();
      socket.destroy();
      resolve(observation);
    };
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      text += chunk;
      if (text.endsWith('\n') || text.length > 200) finish(observed(text, sinceMs(started)));
    });
    socket.on('error', (error) => {
      const code = localConnectError(error, address);
      finish(code ? notAsked({ code }) : { reachable: false, failure: failureOf(error) });
    });
    socket.on('end', () => finish(observed(text, sinceMs(started))));
  });
}

function observed(text: string, rttMs: number): Observation {
  const answer = parseTcpAnswer(text);
  return answer
    ? { reachable: true, ...answer, rttMs }
    : { reachable: false, failure: { code: 'not-a-prober', said: text.slice(0, mostSaid) } };
}
