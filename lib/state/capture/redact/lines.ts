/** Names in the text of tools that have no JSON. Addresses are replaced everywhere, and not here. */
import { type Replacements, withoutAddresses } from './text';

type Redact = (line: string, by: Replacements) => string;

/** `-i eth0`, `--comment "text"`: words as iptables-save writes them. */
const iptables: Redact = (line, { names }) =>
  line
    .replace(
      /(?<= --(?:comment|log-prefix|nflog-prefix|string|hex-string) )("(?:[^"\\]|\\.)*"|\S+)/g,
      (text) => quoted(names.comment(unquoted(text))),
    )
    .replace(/(?<= (?:-i|-o|--in-interface|--out-interface|--physdev-in|--physdev-out) )(\S+)/g, (text) =>
      quoted(names.link(unquoted(text))),
    );

const unquoted = (text: string) => text.replace(/^"(.*)"$/s, '$1').replace(/\\(.)/gs, '$1');
const quoted = (text: string) => (/^[\w.+:-]+$/.test(text) ? text : JSON.stringify(text));

const ipset: Redact = (line, { names }) =>
  line
    .replace(/(?<= comment )"[^"]*"/g, (text) => JSON.stringify(names.comment(text.slice(1, -1))))
    .replace(/(?<=^add \S+ \S+,)([^\s,\d]\S*)/g, (link) => names.link(link));

/** `net.ipv4.conf.eth0/100.rp_filter = 1` */
const sysctl: Redact = (line, { names }) =>
  line.replace(
    /^(net\.\w+\.(?:conf|neigh)\.)(.+)(\.[\w-]+ = )/,
    (_, before: string, link: string, behind: string) =>
      `${before}${names.link(link.replaceAll('/', '.')).replaceAll('.', '/')}${behind}`,
  );

const ss: Redact = (line, { names }) => line.replace(/(?<=%)[^\s:\]]+/g, (link) => names.link(link));

const pins: Redact = (line, { names }) => line.replace(/(?<=\/devices\/)[^/]+/g, (link) => names.link(link));

/** Device, public key, and a field of either. */
const wireguard: Redact = (line, { names }) =>
  line
    .split('\t')
    .map((word, i) => (i === 0 ? names.link(word) : word))
    .map((word) => (/^[A-Za-z0-9+/]{43}=$/.test(word) ? names.publicKey(word) : word))
    .join('\t');

/** Names of protocols often have an address in them, with other signs for its dots. */
const bird: Redact = (line, by) =>
  by.names
    .hostsIn(line)
    .replace(/\d{1,3}(?:_\d{1,3}){3}/g, (text) =>
      withoutAddresses(text.replaceAll('_', '.'), by).replaceAll('.', '_'),
    )
    .replace(/^\w+(?=\s+BGP\s)/, (name) =>
      /\d_\d/.test(name) ? name : by.names.comment(name).replace('-', '_'),
    );

const byProgram: Readonly<Record<string, Redact>> = {
  'iptables-save': iptables,
  'ip6tables-save': iptables,
  'iptables-legacy-save': iptables,
  'ip6tables-legacy-save': iptables,
  ipset,
  sysctl,
  ss,
  find: pins,
  wg: wireguard,
  birdc: bird,
};

/** A tool's text with names, comments, keys and addresses replaced. */
export function redactedLines(program: string, text: string, by: Replacements): string {
  const redact = byProgram[program] ?? ((line: string) => by.names.hostsIn(line));
  return text
    .split('\n')
    .map((line) => withoutAddresses(redact(line, by), by))
    .join('\n');
}
