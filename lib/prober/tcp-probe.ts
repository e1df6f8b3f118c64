import { connectNow, type ProbeEndpoint } from './endpoint';
import { localConnectError } from './local-error';
import { notAsked, type Observation, sinceMs } from './observation';
import { parseTcpAnswer } from './protocol';
import { afterWaiting } from './waiting';

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
      socket.destroy(new Error(`no answer within ${timeoutMs} ms`)),
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
      const reason = localConnectError(error, address);
      finish(reason ? notAsked(reason) : { reachable: false, error: error.message });
    });
    socket.on('end', () => finish(observed(text, sinceMs(started))));
  });
}

function observed(text: string, rttMs: number): Observation {
  try {
    return { reachable: true, ...parseTcpAnswer(text), rttMs };
  } catch (error) {
    return { reachable: false, error: (error as Error).message };
  }
}
