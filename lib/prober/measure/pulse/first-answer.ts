import { familyOf } from '../../../net/family';
import { udpSocket } from '../../endpoint';
import type { Place } from '../ask';
import { now } from '../clock';

/**
 * Asks a measuring server over and over with datagrams, and returns when it answered first, in milliseconds since 1970;
 * undefined where that is given up before.
 * @param everyMs time between two questions
 */
export function firstAnswer(
  { address, port }: Place,
  everyMs: number,
  giveUp: AbortSignal,
): Promise<number | undefined> {
  return new Promise((resolve) => {
    const socket = udpSocket(familyOf(address));
    // What cannot be sent yet is what this is about: a route may be missing, or a policy.
    const ask = () => socket.send('?', port, address, () => {});
    const asking = setInterval(ask, everyMs);
    const end = (found?: number) => {
      clearInterval(asking);
      giveUp.removeEventListener('abort', givenUp);
      socket.close();
      resolve(found);
    };
    const givenUp = () => end();
    giveUp.addEventListener('abort', givenUp);
    socket.on('error', () => {});
    socket.on('message', () => end(now()));
    ask();
  });
}
