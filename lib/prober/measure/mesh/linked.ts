import net from 'node:net';
import type { Place } from '../ask';
import type { AddressBook } from './address-book';

/** Time until a connection is tried anew, in milliseconds. */
const againMs = 50;
/** A connection that has not been made by then is tried anew: the kernel would ask again after a second only. */
const patienceMs = 250;

/** Keeps a book linked with the one at a place, which need not be there yet. */
export function keepLinked(book: AddressBook, { address, port }: Place): void {
  const socket = net.connect({ host: address, port });
  const patience = setTimeout(() => socket.destroy(), patienceMs);
  socket.on('error', () => {}); // tried anew
  socket.once('connect', () => {
    clearTimeout(patience);
    book.link(socket);
  });
  socket.once('close', () => {
    clearTimeout(patience);
    setTimeout(() => keepLinked(book, { address, port }), againMs);
  });
}
