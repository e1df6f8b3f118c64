import * as z from 'zod';
import type { Reader } from '../answers/reader';
import { address, linkName, mac } from '../answers/values';
import type { ReadHost, ReadNeighbour } from '../read-host';

const neighbourSchema = z.object({
  dst: address,
  dev: linkName,
  lladdr: z.union([mac, z.string().regex(/^[\d.]{7,15}$/)]).optional(),
  state: z.array(z.string()),
});

const commands = ['ip -j -d neigh show', 'ip -j -d -6 neigh show'] as const;

/** The neighbours of both families; iproute2 shows both where none is asked for. */
export function readNeighbours(reader: Reader): Pick<ReadHost, 'neighbours' | 'unanswered'> {
  const [all, ipv6] = commands.map((command) => reader.list('neighbours', command, neighbourSchema));
  const entries = [...(all ?? []).filter(({ dst }) => !ipv6 || dst.family === 'ipv4'), ...(ipv6 ?? [])];
  const neighbours: ReadNeighbour[] = [];
  const unanswered: { link: string; address: ReadNeighbour['address'] }[] = [];
  for (const { dst, dev, lladdr, state } of entries) {
    if (lladdr === undefined) unanswered.push({ link: dev, address: dst });
    else neighbours.push({ link: dev, address: dst, mac: lladdr, permanent: state.includes('PERMANENT') });
  }
  return { neighbours, unanswered };
}
