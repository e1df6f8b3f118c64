import { attempt, observedError } from './attempt';
import { connectNow, type ProbeEndpoint } from './endpoint';
import { type Observation, sinceMs } from './observation';
import { parseTcpAnswer } from './protocol';

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
  return attempt(timeoutMs, (finish) => {
    const started = process.hrtime.bigint();
    const socket = from.enter(() => connectNow(address, port));
    let text = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      text += chunk;
      if (text.endsWith('\n') || text.length > 200) finish(observed(text, sinceMs(started)));
    });
    socket.on('error', (error) => finish(observedError(error, address)));
    socket.on('end', () => finish(observed(text, sinceMs(started))));
    return [socket];
  });
}

function observed(text: string, rttMs: number): Observation {
  const answer = parseTcpAnswer(text);
  return answer
    ? { reachable: true, ...answer, rttMs }
    : { reachable: false, failure: { code: 'not-a-prober', said: text.slice(0, mostSaid) } };
}
