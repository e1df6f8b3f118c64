/** Sockets that wait for packets or connections, asked of the kernel as ss(8) does. */
import { Address } from '../../net';
import { netlinkList, uint32 } from './netlink';

/** Numbers from the Linux headers. */
const NETLINK_SOCK_DIAG = 4;
const SOCK_DIAG_BY_FAMILY = 20;
const requestLength = 56; // struct inet_diag_req_v2
const families = { ipv4: 2, ipv6: 10 } as const;
/** What a socket that waits is called: TCP_LISTEN, and TCP_CLOSE of one that is connected to none. */
const protocols = {
  udp: { number: 17, state: 7, shown: 'UNCONN' },
  tcp: { number: 6, state: 10, shown: 'LISTEN' },
} as const;

/** The sockets of the calling thread's namespace in the lines of `ss -H -lntu`. */
export function listening(): string {
  return (['udp', 'tcp'] as const)
    .flatMap((protocol) => (['ipv4', 'ipv6'] as const).flatMap((family) => sockets(protocol, family)))
    .join('');
}

function sockets(protocol: keyof typeof protocols, family: keyof typeof families): string[] {
  const { number, state, shown } = protocols[protocol];
  const body = Buffer.alloc(requestLength);
  body[0] = families[family];
  body[1] = number;
  body.set(uint32(1 << state), 4);
  const any = family === 'ipv4' ? '0.0.0.0' : '[::]';
  return netlinkList({ protocol: NETLINK_SOCK_DIAG, type: SOCK_DIAG_BY_FAMILY, body }).map(
    (socket) => `${protocol} ${shown} 0 0 ${addressIn(socket, family)}:${socket.readUInt16BE(4)} ${any}:*\n`,
  );
}

/** The socket's own address, behind its state and its ports (struct inet_diag_msg). */
function addressIn(socket: Buffer, family: keyof typeof families): string {
  if (family === 'ipv4') return socket.subarray(8, 12).join('.');
  const groups = Array.from({ length: 8 }, (_, i) => socket.readUInt16BE(8 + 2 * i).toString(16));
  return `[${Address.parse(groups.join(':'))}]`;
}
