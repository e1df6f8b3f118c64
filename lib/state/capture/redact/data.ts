import type { Data, Fields } from './json';
import { linksIn } from './nft-links';
import { ipText, type Replacements, withoutAddresses } from './text';

/** Fields whose values are names of links, in the JSON of ip, bridge, tc and bpftool. */
const links = new Set(['ifname', 'dev', 'devname', 'link', 'master', 'label', 'altnames', 'iif', 'oif']);
/** Fields whose values are for people; `prefix` is what nft writes into the kernel's log. */
const comments = new Set(['comment', 'ifalias', 'link_netns', 'prefix']);
/** Fields whose values are marks of hardware. */
const marks = new Set(['phys_port_id', 'phys_switch_id']);

/** A tool's JSON with addresses, names and comments replaced; undefined where it is none. */
export function redactedJson(text: string, by: Replacements): string | undefined {
  if (text.trim() === '') return text;
  try {
    return `${JSON.stringify(redacted(JSON.parse(text), '', by))}\n`;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined; // or it is nested too deeply
    throw error;
  }
}

function redacted(data: Data, field: string, by: Replacements): Data {
  if (typeof data === 'string') return redactedText(data, field, by);
  if (Array.isArray(data)) return data.map((item) => redacted(item, field, by));
  if (typeof data !== 'object' || data === null) return data;
  return prefixOf(data, by) ?? withFields(linksIn(data, by.names), by);
}

function withFields(data: Fields, by: Replacements): Fields {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, redacted(value, key, by)]));
}

function redactedText(text: string, field: string, by: Replacements): string {
  if (links.has(field)) return by.names.link(text);
  if (comments.has(field)) return by.names.comment(text);
  return marks.has(field) ? '0' : withoutAddresses(text, by);
}

/** A range as nft has it. */
function prefixOf(data: Fields, by: Replacements): Fields | undefined {
  const { addr, len } = data;
  if (typeof addr !== 'string' || typeof len !== 'number') return undefined;
  const [mapped] = ipText(addr, `${len}`, by)?.split('/') ?? [];
  return mapped === undefined ? undefined : { ...data, addr: mapped };
}
