import type { Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Server } from 'node:net';
import type { Family } from '../net';
import type { ProbeEndpoint } from './endpoint';
import type { LocalErrorCode } from './failure';
import { localError } from './local-error';

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

/** What answers on a port, over TCP and UDP. */
export interface Answering {
  readonly tcp: Server;
  readonly udp: Socket;
}

/** Listens on one of the endpoint's own addresses, over TCP and UDP, and on no other. */
export async function listen(
  endpoint: ProbeEndpoint,
  family: Family,
  port: number,
  { tcp, udp }: Answering,
): Promise<ProbeServer> {
  const address = endpoint.address[family]!;
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
