import { NotUnderstood, type Reader } from '../answers/reader';
import type { RoutingProtocol } from '../read-host';

const command = 'birdc show protocols';

/** Name, kind, table, state, since (in some versions a day and a time), and what it says of itself. */
const line = /^([\w.-]{1,64})\s+(\w+)\s+(\S+)\s+(\w+)\s+(?:\d{4}-\d\d-\d\d\s+)?(\S+)\s*([^\p{C}]{0,100})$/u;

/** The protocols of the routing daemon; undefined where none answers. */
export function readBgp(reader: Reader): RoutingProtocol[] | undefined {
  const text = reader.text('bgp', command);
  if (text === undefined) return undefined;
  const lines = text.split('\n').map((row) => row.trim());
  const head = lines.findIndex((row) => /^name\s+proto\s/i.test(row));
  if (head < 0) return reader.gap({ of: 'bgp', command, why: 'not-understood', details: text });
  const rows = lines.slice(head + 1).filter((row) => row);
  return reader.each('bgp', command, rows, (row) => {
    const [, name, kind, , state, , info] = line.exec(row) ?? [];
    if (name === undefined) throw new NotUnderstood('not a protocol');
    return { name, kind: kind!, state: state!, info: info!.trim() };
  });
}
