import net from 'node:net';
import { refuseSilence } from '../ask';
import type { Task } from '../task';

/**
 * Times until new connections are open, one after the other, in microseconds. Each is reset, so that no port is kept waiting.
 * @throws Error where one fails
 */
export async function handshakes(task: Task, started: () => Promise<void>): Promise<number[]> {
  for (let i = 0; i < task.warmUp; i++) await handshake(task);
  await started();
  const deadline = performance.now() + task.mostMs;
  const times: number[] = [];
  while (times.length < task.amount && performance.now() < deadline) times.push(await handshake(task));
  return times;
}

function handshake({ address, port }: Task): Promise<number> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const socket = net.connect({ host: address, port });
    socket.on('error', reject);
    refuseSilence(socket, reject);
    socket.once('connect', () => {
      const took = (performance.now() - begun) * 1000;
      socket.resetAndDestroy();
      resolve(took);
    });
  });
}
