import type { Socket } from 'node:net';

/** Bytes of one write: smaller ones cost more than the network does. */
const piece = Buffer.alloc(256 * 1024, 'x');
/** Bytes that one request may ask for. */
const most = 2 ** 40;

/** Sends so many bytes, as fast as the client takes them, and ends. */
export function source(socket: Socket, bytes: number): void {
  if (!Number.isSafeInteger(bytes) || bytes < 1 || bytes > most) {
    socket.destroy();
    return;
  }
  let left = bytes;
  const send = () => {
    while (left > 0 && !socket.destroyed) {
      const part = left >= piece.length ? piece : piece.subarray(0, left);
      left -= part.length;
      if (!socket.write(part)) return;
    }
    socket.off('drain', send);
    socket.end();
  };
  socket.on('drain', send);
  send();
}
