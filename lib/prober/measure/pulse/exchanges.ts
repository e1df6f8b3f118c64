import type { Family } from '../../../net';
import { udpSocket } from '../../endpoint';
import type { Place } from '../ask';
import type { Answered } from './answered';

/** How long the last answers are waited for, in milliseconds. */
const patienceMs = 250;

/** Sends a datagram of one socket for each question. */
export function exchanges({ address, port }: Place, family: Family, answered: Answered) {
  const socket = udpSocket(family);
  socket.on('error', () => {}); // no answer
  socket.on('message', (datagram) => {
    if (datagram.length >= 4) answered.answer(datagram.readUInt32BE());
  });
  const ask = () => {
    const datagram = Buffer.alloc(16);
    datagram.writeUInt32BE(answered.ask());
    socket.send(datagram, port, address, () => {});
  };
  const end = async () => {
    await new Promise((resolve) => setTimeout(resolve, patienceMs));
    socket.close();
  };
  return { ask, end };
}
