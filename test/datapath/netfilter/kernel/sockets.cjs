// Sockets by the kernel's own calls, for a program inside a lab: a test needs them in many namespaces at once, with
// addresses and ports of its choice, and must not wait for an event loop.
const koffi = require('koffi');
const { isIPv6 } = require('node:net');

const libc = koffi.load(null);
const call = (signature) => libc.func(signature);
const socket = call('int socket(int domain, int type, int protocol)');
const bind = call('int bind(int fd, const void *address, int length)');
const connect = call('int connect(int fd, const void *address, int length)');
const listen = call('int listen(int fd, int backlog)');
const accept = call('int accept4(int fd, void *address, _Inout_ int *length, int flags)');
const send = call('int send(int fd, const void *data, size_t length, int flags)');
const sendto = call(
  'int sendto(int fd, const void *data, size_t length, int flags, const void *to, int size)',
);
const recvfrom = call(
  'int recvfrom(int fd, void *data, size_t room, int flags, void *from, _Inout_ int *length)',
);
const setsockopt = call('int setsockopt(int fd, int level, int name, const void *value, int length)');
const getsockopt = call('int getsockopt(int fd, int level, int name, void *value, _Inout_ int *length)');
const getpeername = call('int getpeername(int fd, void *address, _Inout_ int *length)');
const close = call('int close(int fd)');

const [INET, INET6, STREAM, DGRAM, NONBLOCK, REUSEADDR, ERROR] = [2, 10, 1, 2, 0o4000, 2, 4];

/** struct sockaddr_in or sockaddr_in6. */
function toSockaddr(address, port) {
  const v6 = isIPv6(address);
  const buffer = Buffer.alloc(v6 ? 28 : 16);
  buffer.writeUInt16LE(v6 ? INET6 : INET);
  buffer.writeUInt16BE(port, 2);
  if (!v6) for (const [i, part] of address.split('.').entries()) buffer[4 + i] = Number(part);
  else {
    const [head, tail = ''] = address.split('::');
    const words = (text) => (text === '' ? [] : text.split(':'));
    const zeros = Array(8 - words(head).length - words(tail).length).fill('0');
    for (const [i, word] of [
      ...words(head),
      ...(address.includes('::') ? zeros : []),
      ...words(tail),
    ].entries())
      buffer.writeUInt16BE(Number.parseInt(word, 16), 8 + 2 * i);
  }
  return buffer;
}

/** `10.1.0.2:4000`; IPv6 as eight words. */
function fromSockaddr(buffer) {
  const port = buffer.readUInt16BE(2);
  if (buffer.readUInt16LE(0) === INET) return `${[...buffer.subarray(4, 8)].join('.')}:${port}`;
  const words = Array.from({ length: 8 }, (_, i) => buffer.readUInt16BE(8 + 2 * i).toString(16));
  return `${words.join(':')}:${port}`;
}

/** A socket of the namespace that the caller is in, bound to an address and port. */
function opened(protocol, address, port) {
  const domain = isIPv6(address) ? INET6 : INET;
  const fd = socket(domain, (protocol === 'tcp' ? STREAM : DGRAM) | NONBLOCK, 0);
  const one = Buffer.from([1, 0, 0, 0]);
  if (protocol === 'tcp') setsockopt(fd, 1, REUSEADDR, one, 4);
  const name = toSockaddr(address, port);
  if (fd < 0 || bind(fd, name, name.length) < 0)
    throw new Error(`cannot bind ${protocol} ${address} ${port}: errno ${koffi.errno()}`);
  return fd;
}

/** What one read gives: the data and its sender; undefined: nothing is there. */
function received(fd) {
  const [data, from, length] = [Buffer.alloc(64), Buffer.alloc(28), [28]];
  const count = recvfrom(fd, data, data.length, 0, from, length);
  return count < 0
    ? undefined
    : { text: data.toString('utf8', 0, count), from: fromSockaddr(from), name: from };
}

/** Whether a connection stands: `open`, `refused`, or neither yet. */
function connection(fd) {
  const [value, length] = [Buffer.alloc(4), [4]];
  getsockopt(fd, 1, ERROR, value, length);
  if (value.readInt32LE() !== 0) return 'refused';
  return getpeername(fd, Buffer.alloc(28), [28]) === 0 ? 'open' : undefined;
}

module.exports = {
  opened,
  received,
  connection,
  close,
  listen: (fd) => listen(fd, 64),
  accepted: (fd) => accept(fd, null, [0], 0),
  connect: (fd, address, port) => connect(fd, toSockaddr(address, port), toSockaddr(address, port).length),
  send: (fd, text) => send(fd, Buffer.from(text), text.length, 0),
  answer: (fd, text, name) =>
    sendto(fd, Buffer.from(text), text.length, 0, name, name.readUInt16LE(0) === INET ? 16 : 28),
};
