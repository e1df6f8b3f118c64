import type dgram from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';
import type { Family } from '../../net';
import { type ProbeEndpoint, udpSocket } from '../endpoint';
import { counters } from './cost';
import { echo } from './services/echo';
import { load } from './services/load';
import { source } from './services/source';
import { Turns } from './services/turns';

/** A server that is measured with: on one port over TCP and UDP, for all that clients do. */
export interface MeasureServer {
  close(): void;
}

/** Longest first line of a request. */
const longestRequest = 200;

/**
 * Serves on one of the endpoint's own addresses, and on no other. Over TCP, a client's first line says what it wants: `echo`,
 * `source BYTES`, `load`, `counters` or `turn KEY STEP`; over UDP each datagram comes back.
 * @param program the file that takes `load`
 * @throws Error where the address cannot be listened on
 */
export async function serveMeasuring(
  endpoint: ProbeEndpoint,
  family: Family,
  port: number,
  program: string,
): Promise<MeasureServer> {
  const address = endpoint.address[family]!;
  const turns = new Turns();
  const tcp = net.createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => {}); // a client that went away is the client's to report
    answer(socket, { id: endpoint.id, turns, program });
  });
  const udp = udpSocket(family);
  udp.on('error', () => {});
  udp.on('message', (datagram, { port: from, address: sender }) =>
    udp.send(datagram, from, sender, () => {}),
  );
  const ready = [once(tcp, 'listening'), once(udp, 'listening')];
  tcp.listen({ host: address, port, backlog: 1024 });
  udp.bind(port, address, () => grow(udp));
  const close = () => {
    tcp.close();
    udp.close();
  };
  try {
    await Promise.all(ready);
    return { close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Room for what comes while this process waits for a processor; as much as the kernel allows. */
function grow(udp: dgram.Socket): void {
  udp.setRecvBufferSize(1 << 20);
  udp.setSendBufferSize(1 << 20);
}

interface Served {
  readonly id: string;
  readonly turns: Turns;
  readonly program: string;
}

/** Reads the first line, and hands the connection over. */
function answer(socket: net.Socket, { id, turns, program }: Served): void {
  let request = '';
  const read = (chunk: Buffer) => {
    request += chunk.toString('latin1');
    const end = request.indexOf('\n');
    if (end < 0 && request.length <= longestRequest) return;
    socket.off('data', read);
    const [what, first = '', second = ''] = request.slice(0, Math.max(end, 0)).split(' ');
    if (what === 'echo') echo(socket);
    else if (what === 'source') source(socket, Number(first));
    else if (what === 'load') load(socket, program);
    else if (what === 'counters') socket.end(`${JSON.stringify({ id, ...counters() })}\n`);
    else if (what === 'turn') turns.wait(socket, first, Number(second));
    else socket.destroy();
  };
  socket.on('data', read);
}
