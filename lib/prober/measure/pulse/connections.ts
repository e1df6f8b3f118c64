import net from 'node:net';
import type { Place } from '../ask';
import type { Answered } from './answered';

/** A handshake that takes longer has no answer: the kernel would ask again after a second only. In milliseconds. */
export const connectPatienceMs = 250;

/** Opens a new connection for each question, and resets it. */
export function connections({ address, port }: Place, answered: Pick<Answered, 'ask' | 'answer'>) {
  let open = 0;
  let emptied = () => {};
  const ask = () => {
    const number = answered.ask();
    const socket = net.connect({ host: address, port });
    open += 1;
    const timer = setTimeout(() => socket.destroy(), connectPatienceMs);
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
