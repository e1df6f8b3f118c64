import * as z from 'zod';
import type { Reader } from '../answers/reader';
import { linkName, word } from '../answers/values';
import type { ReadLink } from '../read-host';

const portSchema = z.object({
  hairpin: z.boolean().optional(),
  state: word.optional(),
  isolated: z.boolean().optional(),
});

/** What is set at a port of a bridge, without what is as usual. */
type PortSettings = Pick<ReadLink, 'hairpin' | 'portState' | 'isolated'>;

/** What `ip -d link` shows of a port. */
export function portOf(shown: unknown): PortSettings {
  const { success, data } = portSchema.safeParse(shown);
  return success ? settingsOf(data) : {};
}

/** The ports of all bridges by the names of their links, as `bridge link` shows them. */
export function readPorts(reader: Reader): ReadonlyMap<string, PortSettings> {
  const schema = portSchema.extend({ ifname: linkName });
  const ports = reader.list('bridge-ports', 'bridge -j -d link show', schema) ?? [];
  return new Map(ports.map((port) => [port.ifname, settingsOf(port)]));
}

function settingsOf({ hairpin, state, isolated }: z.infer<typeof portSchema>): PortSettings {
  return {
    ...(hairpin && { hairpin: true }),
    ...(state !== undefined && { portState: state }),
    ...(isolated && { isolated: true }),
  };
}
