import { fork } from 'node:child_process';
import { Socket } from 'node:net';
import { source } from './source';

/** More than any network carries while something is measured beside it. */
const endless = 2 ** 40;

/**
 * Sends until the client goes away, from a process of its own: what is measured beside it would wait for this one else.
 * @param program the file that takes `load`
 */
export function load(socket: Socket, program: string): void {
  const child = fork(program, ['load'], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  child.on('error', () => socket.destroy());
  child.send('send', socket, (error) => {
    if (error) socket.destroy();
  });
}

/** That process: takes a connection, and ends with it or with its parent. */
export function loadProcess(): void {
  process.once('message', (_, socket) => {
    if (!(socket instanceof Socket)) process.exit(1);
    socket.on('error', () => {});
    socket.on('close', () => process.exit(0));
    source(socket, endless);
  });
  process.on('disconnect', () => process.exit(0));
}
