/** Captures every packet on every link of a namespace by a packet socket: the kernel keeps them until they are asked for. */
import koffi from 'koffi';
import { packetWords } from './packet-words';

const libc = koffi.load(null);
const socket = libc.func('int socket(int domain, int type, int protocol)');
const recvfrom = libc.func(
  'int64 recvfrom(int fd, void *buffer, size_t length, int flags, void *address, void *addressLength)',
);
const closeFd = libc.func('int close(int fd)');
const nameOfIndex = libc.func('void *if_indextoname(uint index, void *name)');

/** Numbers from the Linux headers. */
const AF_PACKET = 17;
const SOCK_DGRAM = 2; // without the link's own header
const SOCK_FLAGS = 0o4000 | 0o2000000; // SOCK_NONBLOCK, SOCK_CLOEXEC
const ETH_P_ALL = Buffer.from([0, 3]).readUInt16LE(); // in network byte order
const PACKET_OUTGOING = 4;
const sockaddrLength = 20; // struct sockaddr_ll
const longest = 65_536;

/** A capture that runs from when it is made, in the namespace that it is made in. */
export class PacketCapture {
  private readonly fd: number;

  /** @throws Error where the kernel allows no packet sockets */
  constructor() {
    this.fd = socket(AF_PACKET, SOCK_DGRAM | SOCK_FLAGS, ETH_P_ALL);
    if (this.fd < 0) throw new Error(`cannot open a packet socket: errno ${koffi.errno()}`);
  }

  /** The captured packets, one a line, as `eth0 Out 10.244.0.2 > 10.244.1.2 UDP …`. In the capture's own namespace. */
  finish(): string[] {
    const lines: string[] = [];
    const [buffer, address, length] = [Buffer.alloc(longest), Buffer.alloc(sockaddrLength), Buffer.alloc(4)];
    for (;;) {
      length.writeInt32LE(sockaddrLength);
      const bytes = Number(recvfrom(this.fd, buffer, buffer.length, 0, address, length));
      if (bytes < 0) break;
      const words = packetWords(buffer.subarray(0, bytes));
      const direction = address[10] === PACKET_OUTGOING ? 'Out' : 'In';
      if (words) lines.push(`${linkName(address.readUInt32LE(4))} ${direction} ${words}`);
    }
    closeFd(this.fd);
    return lines;
  }
}

function linkName(index: number): string {
  const name = Buffer.alloc(16);
  nameOfIndex(index, name);
  return name.toString('latin1').replace(/\0.*$/s, '') || `link ${index}`;
}
