/**
 * What a route lets through: it may have an MTU below its interface's, as Cilium's in pods do. Nothing that a pod may read says
 * so (the MTU of /proc/net/route is the segment size that a route advertises, and 40), so a datagram of that size is sent: the
 * kernel counts those that it cuts.
 */
import type { Socket } from 'node:dgram';
import { familyOf } from '../../net/family';
import { udpSocket } from '../endpoint';
import { largestThat } from '../path-mtu';
import { udpHeaders } from '../udp-client';
import { cutSoFar } from './fragments';

/** RFC 863: who listens there throws away what comes. */
const discardPort = 9;

/**
 * The largest packet that this network namespace sends to an address in one piece; undefined where nothing can be sent, or the
 * kernel does not count what it cuts. For a namespace in which nobody else sends what is too large.
 * @param most MTU of the interface
 */
export async function routeMtu(address: string, most: number): Promise<number | undefined> {
  const family = familyOf(address);
  const socket = udpSocket(family);
  try {
    return await largestThat(
      async (size) => {
        const before = cutSoFar(family);
        if (before === undefined) throw new Error('the kernel does not count what it cuts');
        return (await leaves(socket, address, size - udpHeaders[family])) && cutSoFar(family) === before;
      },
      udpHeaders[family],
      most,
    );
  } catch {
    return undefined;
  } finally {
    socket.close();
  }
}

/** Whether the kernel took it, be it in pieces. @throws the error of the system where nothing can be sent */
function leaves(socket: Socket, address: string, bytes: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    socket.send(Buffer.alloc(bytes), discardPort, address, (error) => {
      if (!error) resolve(true);
      else if ((error as NodeJS.ErrnoException).code === 'EMSGSIZE') resolve(false);
      else reject(error);
    });
  });
}
