/** A node's address book: pods of the node tell it where they are, and hear where the others are. */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import net from 'node:net';
import { measurePort } from '../../net/protocol';
import { AddressBook } from '../../prober/measure/mesh/address-book';
import { keepLinked } from '../../prober/measure/mesh/linked';
import { byFamily, type OwnPlace } from '../../prober/questions/own-place';

/** Addresses of each node, by its name. */
export type NodeAddresses = Readonly<Record<string, readonly string[]>>;

/**
 * Serves on the node's own addresses until it is ended. All books are linked with that of the first node.
 * @param readyFile is written when it serves
 * @throws Error where an address cannot be listened on
 */
export async function serveAddressBook(
  nodes: NodeAddresses,
  { node, ips }: OwnPlace,
  readyFile: string | undefined,
): Promise<void> {
  const book = new AddressBook(new Set(Object.keys(nodes)));
  for (const host of Object.values(byFamily(ips))) {
    const server = net.createServer((socket) => book.link(socket));
    server.listen({ host, port: measurePort });
    await once(server, 'listening');
  }
  const [first, addresses] = Object.entries(nodes)[0]!;
  if (first !== node) keepLinked(book, { address: addresses[0]!, port: measurePort });
  if (readyFile) writeFileSync(readyFile, '');
  const end = () => process.exit(0);
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}
