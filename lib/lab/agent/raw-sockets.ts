/**
 * Sockets by the kernel's own calls, through koffi, where Node's come a turn of the event loop too late (a server's
 * address is looked up first) or lack an option ("don't fragment").
 */
import { randomInt } from 'node:crypto';
import { endianness } from 'node:os';
import { getSystemErrorName } from 'node:util';
import koffi from 'koffi';
import { Address, type Family } from '../../net';
import { type SocketMaker, udpSocket } from '../../prober';

const libc = koffi.load(null);
const socket = libc.func('int socket(int domain, int type, int protocol)');
const bind = libc.func('int bind(int fd, const void *address, int length)');
const close = libc.func('int close(int fd)');
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

/** Sockets that are bound before libuv sees them. */
export const rawSockets: SocketMaker = {
  openUdp(family) {
    const bound = opened(family, SOCK_DGRAM, (fd) => {
      option(fd, numbers[family].level, numbers[family].discover, PMTUDISC_DO);
      bindAnywhere(fd, family);
    });
    const wrapped = udpSocket(family);
    wrapped.bind({ fd: bound });
    return wrapped;
  },

  listen(server, address, port) {
    const parsed = Address.parse(address);
    const bound = opened(parsed.family, SOCK_STREAM, (fd) => {
      option(fd, SOL_SOCKET, SO_REUSEADDR, 1);
      bindTo(fd, parsed, port);
    });
    server.listen({ fd: bound });
  },
};

/** A socket that was made ready; it is closed again where it cannot be. */
function opened(family: Family, type: number, makeReady: (fd: number) => void): number {
  const fd = check(socket(numbers[family].domain, type | SOCK_FLAGS, 0), `open an ${family} socket`);
  try {
    makeReady(fd);
    return fd;
  } catch (error) {
    close(fd);
    throw error;
  }
}

const any: Readonly<Record<Family, Address>> = {
  ipv4: Address.parse('0.0.0.0'),
  ipv6: Address.parse('::'),
};
/** Ports that are tried one by one where the kernel has none to give: the dynamic ones (RFC 6335 §6). */
const [firstPort, lastPort] = [49_152, 65_535];
const mostPortsTried = 100;

/**
 * Gives a socket a port of its own, and before libuv sees it: libuv lets a socket that it is handed share its port
 * (uv_udp_open sets SO_REUSEADDR), and the kernel then gives a port that another such socket in this namespace has. The
 * one that had it first receives nothing from then on. A range of ports that is used up is no limit on a port by its number.
 * @throws Error EADDRINUSE where no port is free
 */
function bindAnywhere(fd: number, family: Family): void {
  for (let tried = 0; ; tried++) {
    try {
      bindTo(fd, any[family], tried === 0 ? 0 : randomInt(firstPort, lastPort + 1));
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || tried === mostPortsTried) throw error;
    }
  }
}

function bindTo(fd: number, address: Address, port: number): void {
  const name = socketAddress(address, port);
  check(bind(fd, name, name.length), `bind to ${address} port ${port}`);
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

/** @throws Error with the kernel's code, as those of Node have it */
function check(result: number, what: string): number {
  if (result >= 0) return result;
  const code = getSystemErrorName(-koffi.errno());
  throw Object.assign(new Error(`cannot ${what}: ${code}`), { code });
}
