import dgram from 'node:dgram';
import net from 'node:net';
import { type Family, familyOf } from '../net/family';
import type { Names } from './dns/names';

/** An endpoint as the prober that runs in it, or enters it, knows it. */
export interface ProbeEndpoint {
  /** `pod:worker-1/0`; what its server answers with. */
  readonly id: string;
  readonly address: Partial<Record<Family, string>>;
  /** Ports that it listens on beside the probes' own. @default none */
  readonly ports?: readonly number[];
  /** What it knows as a name server. @default it is none */
  readonly names?: Names;
  /** Runs `act` inside the endpoint's network namespace. A socket stays in the namespace that it was made in. */
  enter<T>(act: () => T): T;
  readonly sockets: SocketMaker;
}

/** Makes sockets in the namespace that the calling thread is in at the moment of the call, not a turn later. */
export interface SocketMaker {
  /** A UDP socket to send from, of which the kernel chooses the source address. */
  openUdp(family: Family): dgram.Socket;
  /** Makes the server listen on that address and no other. */
  listen(server: net.Server, address: string, port: number): void;
}

/** The family as Node's sockets have it. */
const number = (address: string) => (familyOf(address) === 'ipv6' ? 6 : 4);

type Lookup = NonNullable<dgram.SocketOptions['lookup']>;

/**
 * Takes addresses as they are and at once. Node's own lookup answers on a later turn of the event loop, when the
 * process has left the namespace that the socket belongs in.
 */
const asItIs = ((address, _options, done) => done(null, address, number(address))) as Lookup;

/** A UDP socket of the family that takes addresses as they are, without looking up names. */
export function udpSocket(family: Family): dgram.Socket {
  return dgram.createSocket({
    type: family === 'ipv4' ? 'udp4' : 'udp6',
    lookup: asItIs,
    ipv6Only: family === 'ipv6',
  });
}

/** Connects from the namespace that the thread is in now: a name with its own lookup is what Node connects to at once. */
export function connectNow(address: string, port: number): net.Socket {
  const family = number(address);
  return net.connect({
    host: 'endpoint',
    port,
    family,
    autoSelectFamily: false,
    lookup: (_host, _options, done) => done(null, address, family),
  });
}

/** Sockets for a prober that lives in the endpoint it probes from, and never leaves it. */
export const plainSockets: SocketMaker = {
  openUdp(family) {
    const socket = udpSocket(family);
    socket.bind(0, family === 'ipv4' ? '0.0.0.0' : '::');
    return socket;
  },
  listen: (server, host, port) => {
    server.listen({ host, port });
  },
};
