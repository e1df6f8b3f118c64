/** Entering network namespaces from one process: setns(2) through koffi, as Node has no call for it. */
import { openSync } from 'node:fs';
import koffi from 'koffi';

const setns = koffi.load(null).func('int setns(int fd, int kind)');

const CLONE_NEWNET = 0x40000000;

/** Where `ip netns` keeps its names. */
const namespaceFolder = '/run/netns';

/** The namespaces of one lab. Entering is for the calling thread alone. */
export class Namespaces {
  private readonly home = openSync('/proc/thread-self/ns/net', 'r');
  private readonly open = new Map<string, number>();

  /** Runs `act` inside; sockets and child processes made in it stay there. What `act` puts off runs outside. */
  enter<T>(name: string, act: () => T): T {
    const fd = this.open.get(name) ?? openSync(`${namespaceFolder}/${name}`, 'r');
    this.open.set(name, fd);
    change(fd, name);
    try {
      return act();
    } finally {
      change(this.home, 'home');
    }
  }
}

function change(fd: number, name: string): void {
  if (setns(fd, CLONE_NEWNET) < 0) throw new Error(`cannot enter namespace ${name}: errno ${koffi.errno()}`);
}
