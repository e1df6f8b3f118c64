import { once } from 'node:events';
import net from 'node:net';
import type { Family } from '../net';
import { probePort } from '../net/protocol';
import { type ProbeEndpoint, udpSocket } from './endpoint';
import type { LocalErrorCode } from './failure';
import { localError } from './local-error';
import { tcpAnswer, udpAnswer } from './protocol';

/** A server that listens, or says why it does not. */
export interface ProbeServer {
  readonly failure?: ListenFailure;
  close(): void;
}

/** Why an address could not be listened on. */
export interface ListenFailure {
  readonly reason: string;
  /** The machine is the reason, such as a port that is taken; absent: the endpoint, which lacks the address. */
  readonly local?: LocalErrorCode;
}

/** Listens on one of the endpoint's own addresses, over TCP and UDP, and on no other. */
export async function serve(endpoint: ProbeEndpoint, family: Family, port = probePort): Promise<ProbeServer> {
  const address = endpoint.address[family]!;
  const tcp = net.createServer((socket) => {
    socket.on('error', () => {}); // a client that went away is the client's to report
    socket.end(tcpAnswer(endpoint.id, socket.remoteAddress ?? '?'));
  });
  const udp = udpSocket(family);
  udp.on('message', (request, sender) => {
    const answer = udpAnswer(request, endpoint.id, sender.address);
    if (answer) udp.send(answer, sender.port, sender.address, () => {});
  });
  const close = () => {
    tcp.close();
    udp.close();
  };
  try {
    await Promise.all(
      endpoint.enter(() => {
        const ready = [once(tcp, 'listening'), once(udp, 'listening')];
        endpoint.sockets.listen(tcp, address, port);
        udp.bind(port, address);
        return ready;
      }),
    );
    udp.on('error', () => {}); // an unreachable client is the client's to report
    return { close };
  } catch (error) {
    close();
    return { failure: { reason: (error as Error).message, local: localError(error) }, close: () => {} };
  }
}
