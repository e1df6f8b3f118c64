import tls from 'node:tls';
import { connectNow, type ProbeEndpoint } from './endpoint';
import { failureOf } from './failure';
import { localConnectError } from './local-error';
import { notAsked, type Observation, sinceMs } from './observation';
import { afterWaiting } from './waiting';

/** OpenSSL's codes for what the other end says by an alert: it has heard, and speaks TLS. */
const alert = /^ERR_SSL_.*ALERT/;

/**
 * Connects and shakes hands over TLS, with no certificate and no word after that. Whose certificate it is does not matter
 * to the network, so none is verified; nothing that is secret is sent. A failure is an observation. Who answers is not said.
 * @throws Error where the endpoint cannot be entered
 */
export function tlsProbe(
  from: ProbeEndpoint,
  address: string,
  port: number,
  timeoutMs: number,
): Promise<Observation> {
  return new Promise((resolve) => {
    const started = process.hrtime.bigint();
    const plain = from.enter(() => connectNow(address, port));
    const socket = tls.connect({ socket: plain, rejectUnauthorized: false });
    const stopWaiting = afterWaiting(timeoutMs, () =>
      finish({ reachable: false, failure: { code: 'no-answer', afterMs: timeoutMs } }),
    );
    const finish = (observation: Observation) => {
      stopWaiting();
      socket.destroy();
      plain.destroy();
      resolve(observation);
    };
    const failed = (error: NodeJS.ErrnoException) => {
      const code = localConnectError(error, address);
      if (alert.test(`${error.code}`)) finish({ reachable: true, rttMs: sinceMs(started) });
      else finish(code ? notAsked({ code }) : { reachable: false, failure: failureOf(error) });
    };
    socket.on('secureConnect', () => finish({ reachable: true, rttMs: sinceMs(started) }));
    socket.on('error', failed);
    plain.on('error', failed);
  });
}
