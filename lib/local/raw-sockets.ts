/**
 * Sockets by the kernel's own calls, through koffi, where Node's come a turn of the event loop too late (a server's
 * address is looked up first) or lack an option ("don't fragment").
 */
import { endianness } from 'node:os';
import koffi from 'koffi';
import { Address, type Family } from '../net';
import { type SocketMaker, udpSocket } from '../prober';

const libc = koffi.load(null);
const socket = libc.func('int socket(int domain, int type, int protocol)');
const bind = libc.func('int bind(int fd, const void *address, int length)');
const setsockopt = libc.func('int setsockopt(int fd, int level, int name, const void *value, int length)');

/** Numbers from the Linux headers; the same on every architecture that Node runs on, MIPS left out. */
const SOCK_STREAM = 1;
const SOCK_DGRAM = 2;
const SOCK_FLAGS = 0o4000 | 0o2000000; // SOCK_NONBLOCK, SOCK_CLOEXEC
const SOL_SOCKET = 1;
const SO_REUSEADDR = 2;
/**
 * Sets "don't fragment", and heeds the MTU of routes and what routers answered earlier: a packet too large for those is
 * refused with EMSGSIZE, so that only packets that vanish without a word count as lost.
 */
const PMTUDISC_DO = 2;
const numbers = {
  ipv4: { domain: 2, level: 0, discover: 10 }, // AF_INET, IPPROTO_IP, IP_MTU_DISCOVER
  ipv6: { domain: 10, level: 41, discover: 23 }, // AF_INET6, IPPROTO_IPV6, IPV6_MTU_DISCOVER
} as const;

export const rawSockets: SocketMaker = {
  openUdp(family) {
    const fd = open(family, SOCK_DGRAM);
    option(fd, numbers[family].level, numbers[family].discover, PMTUDISC_DO);
    const wrapped = udpSocket(family);
    wrapped.bind({ fd });
    return wrapped;
  },

  listen(server, address, port) {
    const parsed = Address.parse(address);
    const fd = open(parsed.family, SOCK_STREAM);
    option(fd, SOL_SOCKET, SO_REUSEADDR, 1);
    const name = socketAddress(parsed, port);
    check(bind(fd, name, name.length), `bind to ${address} port ${port}`);
    server.listen({ fd });
  },
};

function open(family: Family, type: number): number {
  return check(socket(numbers[family].domain, type | SOCK_FLAGS, 0), `open an ${family} socket`);
}

function option(fd: number, level: number, name: number, value: number): void {
  const buffer = Buffer.alloc(4);
  if (endianness() === 'LE') buffer.writeInt32LE(value);
  else buffer.writeInt32BE(value);
  check(setsockopt(fd, level, name, buffer, buffer.length), `set socket option ${name}`);
}

/** struct sockaddr_in or sockaddr_in6. */
function socketAddress(address: Address, port: number): Buffer {
  const bytes = address.family === 'ipv4' ? 4 : 16;
  const name = Buffer.alloc(bytes === 4 ? 16 : 28);
  if (endianness() === 'LE') name.writeUInt16LE(numbers[address.family].domain);
  else name.writeUInt16BE(numbers[address.family].domain);
  name.writeUInt16BE(port, 2);
  name.write(address.value.toString(16).padStart(bytes * 2, '0'), bytes === 4 ? 4 : 8, 'hex');
  return name;
}

function check(result: number, what: string): number {
  if (result < 0) throw new Error(`cannot ${what}: errno ${koffi.errno()}`);
  return result;
}
