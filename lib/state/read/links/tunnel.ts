import * as z from 'zod';
import { issueOf, type Reader } from '../answers/reader';
import { address, linkName, number32 } from '../answers/values';
import type { ReadTunnel } from '../read-host';

/** Kinds of devices that wrap packets, of which the kernel tells how. */
const tunnels = new Set([
  'vxlan',
  'geneve',
  'ipip',
  'sit',
  'gre',
  'gretap',
  'ip6tnl',
  'ip6gre',
  'ip6gretap',
  'vti',
  'vti6',
]);

/** An end, or that it may be any. */
const end = z.union([z.literal('any').transform(() => undefined), address]).optional();

const tunnelSchema = z.object({
  id: number32.optional(),
  port: z.number().int().min(0).max(65_535).optional(),
  local: end,
  local6: end,
  remote: end,
  remote6: end,
  link: linkName.nullish(),
  external: z.boolean().nullish(),
  learning: z.boolean().optional(),
});

/** How a tunnel device wraps packets; undefined for other devices, and where it is not understood. */
export function readTunnel(
  kind: string,
  info: unknown,
  reader: Reader,
  command: string,
  name: string,
): ReadTunnel | undefined {
  if (!tunnels.has(kind)) return undefined;
  const { success, data: found, error } = tunnelSchema.safeParse(info);
  if (!success) return reader.strange('links', command, `${name}: ${kind}`, issueOf(error));
  const local = found.local ?? found.local6;
  const remote = found.remote ?? found.remote6;
  return {
    ...(found.id !== undefined && { id: found.id }),
    ...(found.port !== undefined && { port: found.port }),
    ...(local && { local }),
    ...(remote && { remote }),
    ...(found.link && { underlay: found.link }),
    ...(found.external !== undefined && { external: found.external !== false }),
    ...(found.learning !== undefined && { learning: found.learning }),
  };
}
