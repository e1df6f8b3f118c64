import net from 'node:net';
import { type Place, refuseSilence } from '../ask';

/** Bytes that are read at a time, into one place: the usual way of Node's costs half as much again. */
const readSize = 256 * 1024;

/**
 * Receives so many bytes, or without end; after that time, as many as came. Returns how many.
 * @param began is called with the first of them
 * @throws Error where the connection fails
 */
export function receive(
  { address, port }: Place,
  bytes: number,
  mostMs: number,
  began = () => {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    let received = 0;
    const deadline = performance.now() + mostMs;
    const socket = net.connect({
      host: address,
      port,
      onread: {
        buffer: Buffer.allocUnsafe(readSize),
        callback: (count) => {
          if (received === 0) began();
          received += count;
          if (performance.now() > deadline) end();
          return true;
        },
      },
    });
    const end = () => {
      socket.destroy();
      resolve(received);
    };
    socket.once('connect', () =>
      socket.write(bytes === Number.POSITIVE_INFINITY ? 'load\n' : `source ${bytes}\n`),
    );
    socket.on('error', reject);
    refuseSilence(socket, reject);
    socket.on('end', () => {
      if (received < bytes) reject(new Error(`the server ended after ${received} of ${bytes} bytes`));
      else end();
    });
  });
}
