/** Entering network namespaces from one process: setns(2) through koffi, as Node has no call for it. */
import { openSync } from 'node:fs';
import koffi from 'koffi';
import { TargetError } from '../../base/target-error';

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
    const fd = this.open.get(name) ?? open(name);
    this.open.set(name, fd);
    change(fd, name);
    try {
      return act();
    } finally {
      change(this.home, 'home');
    }
  }
}

/** @throws TargetError where there is none of that name; Error with the kernel's code */
function open(name: string): number {
  try {
    return openSync(`${namespaceFolder}/${name}`, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new TargetError(
      `the lab's namespace ${name} has been removed`,
      'Take the lab down and build it again: `testbed down`, `testbed up`',
    );
  }
}

function change(fd: number, name: string): void {
  if (setns(fd, CLONE_NEWNET) < 0) throw new Error(`cannot enter namespace ${name}: errno ${koffi.errno()}`);
}
