import { NotUnderstood, type Reader } from '../answers/reader';
import type { ListeningSocket } from '../read-host';

const command = 'ss -H -lntu';

/** Protocol, state, two queues, and the socket's own address: `[::]:53`, `*:80`, `127.0.0.1%lo:53`. */
const line = /^(tcp|udp)\s+\S+\s+\d+\s+\d+\s+([^\s\p{C}]{1,80}):(\d{1,5})\s/u;

/** Sockets that listen. */
export function readSockets(reader: Reader): ListeningSocket[] {
  const lines = (reader.text('sockets', command) ?? '').split('\n').filter((text) => text.trim());
  return reader.each('sockets', command, lines, (text) => {
    const [, protocol, address, port] = line.exec(`${text} `) ?? [];
    if (protocol === undefined) throw new NotUnderstood('not a socket');
    return {
      protocol: protocol as ListeningSocket['protocol'],
      address: address!.replace(/^\[(.*)\]$/, '$1'),
      port: Number(port),
    };
  });
}
