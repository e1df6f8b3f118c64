/** Asks the kernel for a list by netlink(7): a hundred times faster than a program that does so, and as exact. */
import { endianness } from 'node:os';
import { getSystemErrorName } from 'node:util';
import koffi from 'koffi';

const libc = koffi.load(null);
const socket = libc.func('int socket(int domain, int type, int protocol)');
const send = libc.func('int64 send(int fd, const void *buffer, size_t length, int flags)');
const recv = libc.func('int64 recv(int fd, void *buffer, size_t length, int flags)');
const closeFd = libc.func('int close(int fd)');

/** Numbers from the Linux headers. */
const AF_NETLINK = 16;
const SOCK_RAW_CLOEXEC = 3 | 0o2000000;
const NLM_F_REQUEST_DUMP = 0x1 | 0x300;
const NLMSG_ERROR = 2;
const NLMSG_DONE = 3;
const headerLength = 16; // struct nlmsghdr
const NLA_TYPE_MASK = 0x3fff;

/** More than the kernel puts into one piece of a list. */
const buffer = Buffer.alloc(1 << 18);

const little = endianness() === 'LE';
const u16 = (bytes: Buffer, at: number) => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
const u32 = (bytes: Buffer, at: number) => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));

/** A whole number of four bytes, as this machine has it. */
export const int32 = (bytes: Buffer, at: number): number =>
  little ? bytes.readInt32LE(at) : bytes.readInt32BE(at);

/** The four bytes of such a number. */
export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  if (little) bytes.writeUInt32LE(value);
  else bytes.writeUInt32BE(value);
  return bytes;
}

/** What a list is asked for by. */
export interface NetlinkQuestion {
  /** Such as 0 for NETLINK_ROUTE. */
  readonly protocol: number;
  /** Type of the message. */
  readonly type: number;
  /** What follows the message's header. */
  readonly body: Buffer;
}

/**
 * The bodies of the messages that the kernel of the calling thread's namespace answers with.
 * @throws Error with the kernel's code
 */
export function netlinkList(question: NetlinkQuestion): Buffer[] {
  const fd = check(socket(AF_NETLINK, SOCK_RAW_CLOEXEC, question.protocol), 'open a netlink socket');
  try {
    const request = message(question);
    check(Number(send(fd, request, request.length, 0)), 'ask by netlink');
    const bodies: Buffer[] = [];
    while (!takeAnswer(fd, bodies));
    return bodies;
  } finally {
    closeFd(fd);
  }
}

function message({ type, body }: NetlinkQuestion): Buffer {
  const header = Buffer.alloc(headerLength);
  const put16 = (value: number, at: number) =>
    little ? header.writeUInt16LE(value, at) : header.writeUInt16BE(value, at);
  header.set(uint32(headerLength + body.length));
  put16(type, 4);
  put16(NLM_F_REQUEST_DUMP, 6);
  return Buffer.concat([header, body]);
}

/** Adds one piece of the answer; true when it was the last. */
function takeAnswer(fd: number, bodies: Buffer[]): boolean {
  const length = check(Number(recv(fd, buffer, buffer.length, 0)), 'hear by netlink');
  for (let at = 0; at + headerLength <= length; at += aligned(u32(buffer, at))) {
    const end = at + u32(buffer, at);
    const type = u16(buffer, at + 4);
    if (type === NLMSG_DONE) return true;
    if (type === NLMSG_ERROR) throw failure(-int32(buffer, at + headerLength), 'ask by netlink');
    bodies.push(Buffer.from(buffer.subarray(at + headerLength, end)));
  }
  return false;
}

/** The attributes of a message or of another attribute, by their type. */
export function attributes(bytes: Buffer, from = 0): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  for (let at = from; at + 4 <= bytes.length; ) {
    const length = u16(bytes, at);
    if (length < 4) break;
    found.set(u16(bytes, at + 2) & NLA_TYPE_MASK, bytes.subarray(at + 4, at + length));
    at += aligned(length);
  }
  return found;
}

/** An attribute's text. */
export const text = (bytes: Buffer): string => bytes.toString('utf8').replace(/\0.*$/s, '');

const aligned = (length: number) => (length + 3) & ~3;

function check(result: number, what: string): number {
  if (result < 0) throw failure(koffi.errno(), what);
  return result;
}

function failure(errno: number, what: string): Error {
  const code = getSystemErrorName(-errno);
  return Object.assign(new Error(`cannot ${what}: ${code}`), { code });
}
