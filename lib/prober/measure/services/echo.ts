import type { Socket } from 'node:net';

/** Sends back what comes, at once. */
export function echo(socket: Socket): void {
  socket.setNoDelay(true);
  socket.on('data', (chunk) => socket.write(chunk));
  socket.on('end', () => socket.end());
  socket.write('\n'); // the client knows that its next byte comes back
}
