/** What is read of a machine beside its links, routes and rules: names that only what agents leave behind is known by. */
import * as z from 'zod';
import type { Outputs } from '../capture/capture';
import { configFolder, configLine, folderProgram } from '../capture/commands';
import { Reader } from '../read/answers/reader';
import { linkName } from '../read/answers/values';
import { readHost } from '../read/host';
import { tablesSeen } from '../read/nft/document';
import type { Gap, ReadHost } from '../read/read-host';

/** A program at a queue of a link. */
export interface SeenFilter {
  readonly link: string;
  readonly side: string;
  readonly pref: number;
  readonly program: string;
}

/** What a machine has. */
export interface Seen {
  readonly host: ReadHost;
  /** Tables of nft of any family, as `arp calico-arp`. */
  readonly tables: readonly string[];
  /** Paths under /sys/fs/bpf. */
  readonly pinned: readonly string[];
  readonly filters: readonly SeenFilter[];
  /** Names in the folder of CNI configuration. */
  readonly config: readonly string[];
  /** Folders of agents that are there. @default they were not looked for */
  readonly folders?: readonly string[];
  /** What cannot be told, as it was not read. */
  readonly gaps: readonly Gap[];
}

const pinFolder = '/sys/fs/bpf';
const pinLine = 'find /sys/fs/bpf';

/** Reads the answers of a machine's tools. Nothing in them makes this fail. */
export function seenOf(name: string, outputs: Outputs): Seen {
  const reader = new Reader(outputs);
  const host = readHost(name, outputs);
  const seen = {
    host,
    tables: tablesSeen(new Reader(outputs)),
    pinned: pinned(reader),
    filters: filters(reader),
    config: config(reader),
  };
  const folders = foldersSeen(reader);
  const ofHost = host.gaps.filter(
    ({ of, entry }) => asked.has(of) && (entry === undefined || !inRules.has(of)),
  );
  return { ...seen, ...(folders && { folders }), gaps: [...ofHost, ...reader.gaps] };
}

/** Parts of a machine's state without which nobody can say that nothing is left. */
const asked: ReadonlySet<string> = new Set(['links', 'routes', 'rules', 'nft', 'iptables']);
/** Of these, those in which an entry that is not understood keeps its place. */
const inRules: ReadonlySet<string> = new Set(['nft', 'iptables']);

/** Where the folder is not there, nothing is pinned in it. */
function pinned(reader: Reader): string[] {
  const output = reader.output('ebpf', pinLine);
  if (!output || /no such file/i.test(output.stderr)) return [];
  return linesOf(reader.text('ebpf', pinLine)).flatMap((path) =>
    path.startsWith(`${pinFolder}/`) ? [path.slice(pinFolder.length + 1)] : [],
  );
}

const filterSchema = z.object({
  kind: z.string(),
  pref: z.number().int().min(0).max(65_535),
  options: z.object({ bpf_name: z.string().optional() }).optional(),
});

function filters(reader: Reader): SeenFilter[] {
  return reader.commands.flatMap((command) => {
    const [, link, side] = /^tc -j filter show dev (\S{1,15}) (ingress|egress)$/.exec(command) ?? [];
    if (side === undefined || !linkName.safeParse(link).success) return [];
    return (reader.list('ebpf', command, filterSchema) ?? []).flatMap(({ kind, pref, options }) =>
      kind === 'bpf' && options?.bpf_name ? [{ link: link!, side, pref, program: options.bpf_name }] : [],
    );
  });
}

function config(reader: Reader): string[] {
  const output = reader.output('cni-config', configLine);
  if (!output || (output.exit !== 0 && /no such file/i.test(output.stderr))) return [];
  // A name is put into commands, so that it must lead nowhere else.
  return linesOf(reader.text('cni-config', configLine)).filter((name) => !name.includes('/'));
}

/** The line names what was looked for. */
function foldersSeen(reader: Reader): string[] | undefined {
  const line = reader.commands.find((command) => command.startsWith(`${folderProgram} `));
  if (line === undefined) return undefined;
  const wanted = new Set(line.split(' '));
  return linesOf(reader.output('cni-config', line)?.stdout).filter((path) => wanted.has(path));
}

/** The path of a file with CNI configuration. */
export const configPath = (file: string): string => `${configFolder}/${file}`;

const linesOf = (text = '') => text.split('\n').filter((line) => line !== '');
