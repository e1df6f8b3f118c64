import type { Socket } from 'node:net';

/** Keys that are kept at most: a block has one, and ends before the next begins. */
const mostKeys = 64;

/**
 * Lets clients have their turns one after the other: whoever asks for a step waits until all earlier steps of the same key
 * have ended. A turn lasts as long as its connection.
 */
export class Turns {
  private readonly next = new Map<string, number>();
  private readonly waiting = new Map<string, Map<number, Socket>>();

  wait(socket: Socket, key: string, step: number): void {
    if (key === '' || !Number.isSafeInteger(step) || step < 0) {
      socket.destroy();
      return;
    }
    this.remember(key);
    this.waiting.get(key)!.set(step, socket);
    socket.on('close', () => {
      if (this.waiting.get(key)?.get(step) === socket) this.waiting.get(key)!.delete(step);
    });
    this.go(key);
  }

  private remember(key: string): void {
    if (this.next.has(key)) return;
    this.next.set(key, 0);
    this.waiting.set(key, new Map());
    const [oldest] = this.next.keys();
    if (this.next.size <= mostKeys || oldest === undefined) return;
    this.next.delete(oldest);
    this.waiting.delete(oldest);
  }

  private go(key: string): void {
    const step = this.next.get(key);
    const socket = step === undefined ? undefined : this.waiting.get(key)!.get(step);
    if (step === undefined || !socket) return;
    this.waiting.get(key)!.delete(step);
    socket.on('close', () => {
      this.next.set(key, step + 1);
      this.go(key);
    });
    socket.write('go\n');
  }
}
