import net from 'node:net';
import type { Place } from '../ask';
import type { Answered } from './answered';

/** A handshake that takes longer has no answer: the kernel would ask again after a second only. In milliseconds. */
const patienceMs = 250;

/** Opens a new connection for each question, and resets it. */
export function connections({ address, port }: Place, answered: Answered) {
  let open = 0;
  let emptied = () => {};
  const ask = () => {
    const number = answered.ask();
    const socket = net.connect({ host: address, port });
    open += 1;
    const timer = setTimeout(() => socket.destroy(), patienceMs);
    socket.on('error', () => {}); // no answer
    socket.once('connect', () => {
      answered.answer(number);
      socket.resetAndDestroy();
    });
    socket.once('close', () => {
      clearTimeout(timer);
      open -= 1;
      if (open === 0) emptied();
    });
  };
  const end = async () => {
    if (open > 0)
      await new Promise<void>((resolve) => {
        emptied = resolve;
      });
  };
  return { ask, end };
}
