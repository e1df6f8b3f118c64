/** One question to a measuring server, for one line. */
import net from 'node:net';
import type { Counters } from './cost';

/** Where a server is. */
export interface Place {
  readonly address: string;
  readonly port: number;
}

/** A server that says nothing for so long is not there, in milliseconds: the kernel asks three times in it. */
export const silenceMs = 5000;

/** Nobody said anything for so long, in milliseconds. */
export class SilenceError extends Error {
  constructor(readonly afterMs: number) {
    super(`no answer after ${afterMs} ms`);
  }
}

/** Ends a connection on which nothing happens any more. @param fail takes a SilenceError */
export function refuseSilence(socket: net.Socket, fail: (error: Error) => void): void {
  socket.setTimeout(silenceMs, () => {
    socket.destroy();
    fail(new SilenceError(silenceMs));
  });
}

/** The server's id and counters. @throws Error where it does not answer */
export async function countersOf(server: Place): Promise<Counters & { readonly id: string }> {
  return JSON.parse(await firstLine(server, 'counters'));
}

/** Waits for a turn. Returns how to end it. @throws Error where the server goes away first */
export async function turn(server: Place, key: string, step: number, mostMs: number): Promise<() => void> {
  const socket = net.connect({ host: server.address, port: server.port });
  try {
    await lineOf(socket, `turn ${key} ${step}`, mostMs).catch((error) => {
      throw error instanceof SilenceError
        ? new Error(`no turn ${step} of ${key} in ${mostMs} ms: whoever has the one before has not ended it`)
        : error;
    });
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return () => socket.destroy();
}

async function firstLine({ address, port }: Place, request: string): Promise<string> {
  const socket = net.connect({ host: address, port });
  try {
    return await lineOf(socket, request, silenceMs);
  } finally {
    socket.destroy();
  }
}

function lineOf(socket: net.Socket, request: string, mostMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => reject(new SilenceError(mostMs)), mostMs);
    const fail = (error: Error) => {
      clearTimeout(timer);
      reject(error);
    };
    socket.setEncoding('latin1');
    socket.once('connect', () => socket.write(`${request}\n`));
    socket.on('error', fail);
    socket.on('close', () => fail(new Error(`the connection ended before the answer to ${request}`)));
    socket.on('data', (chunk) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end < 0) return;
      clearTimeout(timer);
      resolve(text.slice(0, end));
    });
  });
}
