import net from 'node:net';
import { refuseSilence } from '../ask';
import type { Task } from '../task';

/** Round trips of one byte over one connection, in microseconds. @throws Error where the connection fails */
export function roundTrips(
  { address, port, warmUp, amount, mostMs }: Task,
  started: () => Promise<void>,
): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const times: number[] = [];
    const socket = net.connect({ host: address, port, noDelay: true });
    const byte = Buffer.from('x');
    let exchanges = -1; // the first answer says that the server is ready
    let deadline = Number.POSITIVE_INFINITY;
    let sent = 0;
    const ask = () => {
      sent = performance.now();
      socket.write(byte);
    };
    const end = () => {
      socket.destroy();
      resolve(times);
    };
    socket.once('connect', () => socket.write('echo\n'));
    socket.on('error', reject);
    refuseSilence(socket, reject);
    socket.on('close', () => reject(new Error('the server ended the connection')));
    socket.on('data', () => {
      const now = performance.now();
      exchanges += 1;
      if (exchanges > warmUp) times.push((now - sent) * 1000);
      if (exchanges >= warmUp + amount || now > deadline) return end();
      if (exchanges !== warmUp) return ask();
      started().then(() => {
        deadline = performance.now() + mostMs;
        ask();
      }, reject);
    });
  });
}
