import * as z from 'zod';
import type { Reader } from '../answers/reader';
import { linkName } from '../answers/values';

const filterSchema = z.object({
  kind: z.string(),
  options: z
    .object({ bpf_name: z.string().optional(), prog: z.object({ name: z.string().optional() }).optional() })
    .optional(),
});

const attached = z.object({ devname: linkName, name: z.string().optional(), kind: z.string().optional() });
const netSchema = z.object({
  xdp: z.array(attached).default([]),
  tc: z.array(attached).default([]),
});

/** Programs that decide about packets. */
export interface Programs {
  /** By the link: of XDP, of filters, and where agents pin those of newer kinds. */
  readonly byLink: ReadonlyMap<string, readonly string[]>;
  /** Whether there are some at links that are not known. */
  readonly elsewhere: boolean;
}

/** What is known of a machine's programs, or of a pod's. @param links their names */
export function readEbpf(reader: Reader, links: readonly string[], ofMachine: boolean): Programs {
  const pins = ofMachine ? pinned(reader, links) : undefined;
  const found = [...filters(reader), ...(pins ? [...pins.named, ...netPrograms(reader)] : [])];
  const programs = new Map<string, string[]>();
  for (const [link, name] of found) {
    const known = programs.get(link) ?? [];
    if (!known.includes(name)) programs.set(link, [...known, name]);
  }
  return { byLink: programs, elsewhere: pins?.elsewhere ?? false };
}

type Found = readonly [link: string, program: string];

/** Filters of kind `bpf`. Where a link has no queue for them, it was not asked for any. */
function filters(reader: Reader): Found[] {
  return reader.commands.flatMap((command) => {
    const [, link] = /^tc -j filter show dev (\S{1,15})(?: ingress| egress)?$/.exec(command) ?? [];
    if (link === undefined) return [];
    return (reader.list('ebpf', command, filterSchema) ?? [])
      .filter(({ kind, options }) => kind === 'bpf' && options)
      .map(({ options }): Found => [link, nameOf(options!.bpf_name ?? options!.prog?.name)]);
  });
}

/**
 * Agents pin what holds a program at a link as `…/devices/NAME/links/PROGRAM`, or as `tcx/NAME_ingress` with a NAME without
 * its dots (felix/bpf/tc); tools of today show it nowhere else. What is pinned as `links` under another name than a link's is
 * a gap: some link, or the host's sockets, have a program.
 */
function pinned(
  reader: Reader,
  links: readonly string[],
): { readonly named: readonly Found[]; readonly elsewhere: boolean } {
  const command = 'find /sys/fs/bpf';
  const output = reader.output('ebpf', command);
  if (!output || /no such file/i.test(output.stderr)) return { named: [], elsewhere: false };
  const paths = (reader.text('ebpf', command) ?? '').split('\n');
  const folders = paths.filter((path) => /\/links$/.test(path));
  const named = folders.flatMap((folder) => {
    const link = linkOfPins(folder);
    const programs = paths
      .filter((path) => path.startsWith(`${folder}/`))
      .map((path) => path.slice(folder.length + 1));
    return link === undefined
      ? []
      : (programs.length > 0 ? programs : [undefined]).map((name): Found => [link, nameOf(name)]);
  });
  const byHook = paths.flatMap((path): Found[] => {
    const [, plain, hook] = /\/tcx\/([^/\s]{1,15})_(ingress|egress)$/.exec(path) ?? [];
    const link = links.find((name) => name.replaceAll('.', '') === plain);
    return link === undefined ? [] : [[link, `tcx ${hook}`]];
  });
  const others = folders.filter((folder) => !/\/devices\/[^/]+\/links$/.test(folder));
  if (others.length > 0)
    reader.gap({
      of: 'ebpf',
      command,
      why: 'not-understood',
      entry: others[0],
      details: `programs at places that are not named here: ${others.length}`,
    });
  return { named: [...named, ...byHook], elsewhere: others.length > 0 };
}

/** The link whose programs a folder of pins holds. */
export const linkOfPins = (folder: string): string | undefined =>
  /\/devices\/([^/\s]{1,15})\/links$/.exec(folder)?.[1];

function netPrograms(reader: Reader): Found[] {
  const nets = reader.list('ebpf', 'bpftool -j net show', netSchema) ?? [];
  return nets.flatMap(({ xdp, tc }) => [
    ...xdp.map(({ devname, name }): Found => [devname, nameOf(name ?? 'xdp')]),
    ...tc.map(({ devname, name }): Found => [devname, nameOf(name)]),
  ]);
}

const nameOf = (program = 'bpf') => program.replace(/[^\w.:[\]-]/g, '?').slice(0, 40);
