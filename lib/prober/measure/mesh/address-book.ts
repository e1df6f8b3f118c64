import type net from 'node:net';
import { createInterface } from 'node:readline';
import { isEntry, type MeshEntry } from './entry';

/**
 * Where the pods of nodes are. Books that are linked tell one another all that they know, and again when they learn
 * something: as pods get their addresses one after the other, nobody can be told them beforehand.
 */
export class AddressBook {
  private readonly known = new Map<string, MeshEntry>();
  private readonly links = new Set<net.Socket>();

  /** @param nodes names of all: of others nothing is believed @param learned is called with each entry that is new */
  constructor(
    private readonly nodes: ReadonlySet<string>,
    private readonly learned: (entry: MeshEntry) => void = () => {},
  ) {}

  /** Learns where a pod is. The newest pod of a node counts. */
  add(entry: MeshEntry): void {
    const before = this.known.get(entry.node);
    if (!this.nodes.has(entry.node) || (before && before.begunMs >= entry.begunMs)) return;
    this.known.set(entry.node, entry);
    this.learned(entry);
    for (const link of this.links) this.tell(link);
  }

  /** Links it with another one, until the connection ends. One that says anything else than entries is hung up on. */
  link(socket: net.Socket): void {
    const hangUp = () => {
      this.links.delete(socket);
      socket.destroy();
    };
    this.links.add(socket);
    socket.on('error', hangUp);
    socket.on('close', hangUp);
    this.limit(socket, hangUp);
    createInterface({ input: socket }).on('line', (line) => {
      const entries = entriesIn(line);
      if (!entries) return hangUp();
      for (const entry of entries) this.add(entry);
    });
    this.tell(socket);
  }

  /** A line lists each node at most once: who sends more without an end of line fills memory. */
  private limit(socket: net.Socket, hangUp: () => void): void {
    let length = 0;
    socket.on('data', (chunk: Buffer) => {
      const end = chunk.lastIndexOf('\n');
      length = end < 0 ? length + chunk.length : chunk.length - end;
      if (length > longestEntry * (1 + this.nodes.size)) hangUp();
    });
  }

  private tell(socket: net.Socket): void {
    socket.write(`${JSON.stringify([...this.known.values()])}\n`);
  }
}

/** Characters of an entry: a name of 253, an address, and a moment. */
const longestEntry = 500;

function entriesIn(line: string): readonly MeshEntry[] | undefined {
  try {
    const entries: unknown = JSON.parse(line);
    return Array.isArray(entries) && entries.every(isEntry) ? entries : undefined;
  } catch {
    return undefined;
  }
}
