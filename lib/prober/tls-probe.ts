import tls from 'node:tls';
import { attempt, observedError } from './attempt';
import { connectNow, type ProbeEndpoint } from './endpoint';
import { type Observation, sinceMs } from './observation';

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
  return attempt(timeoutMs, (finish) => {
    const started = process.hrtime.bigint();
    const plain = from.enter(() => connectNow(address, port));
    const socket = tls.connect({ socket: plain, rejectUnauthorized: false });
    const answered = () => finish({ reachable: true, rttMs: sinceMs(started) });
    const failed = (error: NodeJS.ErrnoException) =>
      alert.test(`${error.code}`) ? answered() : finish(observedError(error, address));
    socket.on('secureConnect', answered);
    socket.on('error', failed);
    plain.on('error', failed);
    return [socket, plain];
  });
}
