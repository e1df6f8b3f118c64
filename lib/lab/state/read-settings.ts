import { closeSync, openSync, readSync } from 'node:fs';
import { type KnownLink, linkSettings } from './known-links';

const buffer = Buffer.alloc(4096);

/** Settings of a namespace as a whole that decide about packets, and how full its table of connections is. */
const paths: readonly string[] = [
  'ipv4/ip_no_pmtu_disc',
  'ipv4/conf/default/rp_filter',
  'bridge/bridge-nf-call-iptables',
  'bridge/bridge-nf-call-ip6tables',
  'netfilter/nf_conntrack_count',
  'netfilter/nf_conntrack_max',
  ...Object.entries(linkSettings).flatMap(([family, settings]) =>
    Object.keys(settings).map((setting) => `${family}/conf/all/${setting}`),
  ),
];

/** Two names of one setting. */
const twin = { of: 'ipv4/conf/all/forwarding', name: 'ipv4/ip_forward' };

/** The settings of the calling thread's namespace that decide about packets, as sysctl(8) prints them. */
export function readSettings(links: readonly KnownLink[]): string {
  const ofAll = paths.flatMap((path): [string, string][] => {
    const value = valueAt(path);
    if (value === undefined) return [];
    return path === twin.of
      ? [
          [path, value],
          [twin.name, value],
        ]
      : [[path, value]];
  });
  return [...ofAll, ...links.flatMap(({ settings }) => settings)]
    .map(([path, value]) => `${asPrinted(path)} = ${value}\n`)
    .join('');
}

/** Undefined where the kernel has no such setting. Not `readFileSync`, which asks for the size of each. */
function valueAt(path: string): string | undefined {
  let file: number;
  try {
    file = openSync(`/proc/sys/net/${path}`, 'r');
  } catch {
    return undefined;
  }
  try {
    return buffer.toString('latin1', 0, readSync(file, buffer, 0, buffer.length, 0)).trim();
  } finally {
    closeSync(file);
  }
}

/** Slashes become dots, and the dots of a link's name slashes. */
const asPrinted = (path: string) => `net.${path.replace(/[/.]/g, (sign) => (sign === '/' ? '.' : '/'))}`;
