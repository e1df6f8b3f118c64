/** Books that tell one another where pods are, over real connections. */
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { AddressBook } from '../../lib/prober/measure/mesh/address-book';
import type { MeshEntry } from '../../lib/prober/measure/mesh/entry';

const nodes = new Set(['a', 'b', 'c']);
const servers: net.Server[] = [];
const sockets: net.Socket[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

/** A book, with what it learned and where it serves. */
async function served() {
  const learned: MeshEntry[] = [];
  const book = new AddressBook(nodes, (entry) => learned.push(entry));
  const server = net.createServer((socket) => {
    sockets.push(socket);
    book.link(socket);
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { book, learned, port: (server.address() as AddressInfo).port };
}

async function connected(port: number): Promise<net.Socket> {
  const socket = net.connect(port, '127.0.0.1');
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}

const entry = (node: string, address = '10.0.0.1', begunMs = 1): MeshEntry => ({ node, address, begunMs });

async function until(done: () => boolean): Promise<void> {
  while (!done()) await setTimeout(5);
}

test('what one book knows or learns, all that are linked know, over one in the middle', async () => {
  const [first, middle, last] = [await served(), await served(), await served()];
  first.book.add(entry('a'));
  first.book.link(await connected(middle.port));
  last.book.link(await connected(middle.port));
  await until(() => last.learned.length === 1);
  last.book.add(entry('c', '10.0.2.1'));
  await until(() => first.learned.length === 2);
  expect(first.learned).toEqual([entry('a'), entry('c', '10.0.2.1')]);
  expect(last.learned).toEqual(first.learned);
});

test('the newest pod of a node counts, and is told once', async () => {
  const { book, learned } = await served();
  for (const begunMs of [5, 5, 4, 6]) book.add(entry('a', `10.0.0.${begunMs}`, begunMs));
  expect(learned.map(({ address }) => address)).toEqual(['10.0.0.5', '10.0.0.6']);
});

test('of nodes that nobody knows nothing is believed', async () => {
  const { learned, port } = await served();
  const socket = await connected(port);
  socket.write(`${JSON.stringify([entry('evil'), entry('b')])}\n`);
  await until(() => learned.length > 0);
  expect(learned).toEqual([entry('b')]);
});

test.each([
  ['no JSON', 'hello\n'],
  ['no list', '{}\n'],
  ['a name in place of an address', `${JSON.stringify([entry('a', 'evil.example')])}\n`],
  ['no moment', '[{"node":"a","address":"10.0.0.1"}]\n'],
  ['a line without an end', 'x'.repeat(10_000)],
])('whoever says %s is hung up on', async (_, said) => {
  const { learned, port } = await served();
  const socket = await connected(port);
  socket.resume();
  socket.on('error', () => {});
  socket.write(said);
  await once(socket, 'close');
  expect(learned).toEqual([]);
});
