import { udpSocket } from '../../endpoint';
import { udpHeaders } from '../../udp-client';
import type { Task } from '../task';

/** Datagrams in a second. */
const perSecond = 10_000;
/** How long the last answers are waited for, in milliseconds. */
const patienceMs = 500;

/** What became of datagrams. */
export interface Datagrams {
  readonly sent: number;
  /** Round trips of those that came back, in microseconds. */
  readonly timesUs: readonly number[];
  /** Answers that an answer to a later datagram had overtaken. */
  readonly reordered: number;
}

/** Sends numbered datagrams at a steady pace and takes them back. @throws Error where they cannot be sent */
export function datagrams(task: Task, started: () => Promise<void>): Promise<Datagrams> {
  return new Promise((resolve, reject) => {
    const { family, address, port, amount, warmUp } = task;
    const socket = udpSocket(family);
    const size = Math.max(8, (task.packet ?? 64) - udpHeaders[family]);
    const sentAt = new Float64Array(warmUp + amount);
    const timesUs: number[] = [];
    let last = -1;
    let reordered = 0;
    const fail = (error: Error) => {
      socket.close();
      reject(error);
    };
    socket.on('error', fail);
    socket.on('message', (datagram) => {
      const number = datagram.length >= 4 ? datagram.readUInt32BE() : -1;
      if (number < warmUp || number >= sentAt.length) return;
      timesUs.push((performance.now() - sentAt[number]!) * 1000);
      if (number < last) reordered += 1;
      last = Math.max(last, number);
    });
    const finish = (sent: number) =>
      setTimeout(() => {
        socket.close();
        resolve({ sent, timesUs, reordered });
      }, patienceMs);
    socket.connect(port, address, async () => {
      socket.setRecvBufferSize(1 << 20);
      const send = (number: number) => {
        const datagram = Buffer.alloc(size);
        datagram.writeUInt32BE(number);
        sentAt[number] = performance.now();
        socket.send(
          datagram,
          (error) => error && (error as NodeJS.ErrnoException).code === 'EMSGSIZE' && fail(error),
        );
      };
      await inPace(warmUp, 0, task.mostMs, send);
      await started().catch(fail);
      finish(await inPace(amount, warmUp, task.mostMs, send));
    });
  });
}

/** Sends what is due, a turn of the event loop after the other, so that answers are read in between. */
async function inPace(
  amount: number,
  first: number,
  mostMs: number,
  send: (number: number) => void,
): Promise<number> {
  const begun = performance.now();
  let sent = 0;
  while (sent < amount && performance.now() - begun < mostMs) {
    const due = Math.min(amount, Math.floor(((performance.now() - begun) * perSecond) / 1000) + 1);
    while (sent < due) send(first + sent++);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return sent;
}
