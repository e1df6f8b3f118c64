import { groupBy, named } from '../../base/lists';
import type { StateReport } from '../../results';

/** Something that was not read, in a line, with the hosts of which it is missing. */
export interface GapLine {
  /** `sockets: not asked for`. */
  readonly text: string;
  readonly hosts: readonly string[];
}

type Gap = StateReport['hosts'][number]['gaps'][number];

/** Why something was not read, by the code of it. */
export const gapReasons: Readonly<Record<string, string>> = {
  'not-captured': 'not asked for',
  'not-installed': 'the tool is not installed',
  'not-permitted': 'not permitted',
  'no-json': 'the tool there prints no JSON',
  'not-understood': 'the answer is not understood',
  failed: 'the command failed',
  'too-large': 'the answer is too large',
};

const subjects: Readonly<Record<string, string>> = {
  forwarding: 'forwarding entries',
  'bridge-ports': 'ports of bridges',
  nft: 'rules of nft',
  iptables: 'rules of iptables',
  sets: 'sets of addresses',
  sysctls: 'kernel settings',
  ebpf: 'eBPF programs',
  bgp: 'BGP sessions',
  wireguard: 'WireGuard peers',
};

/** What was not read: what is missing of the same hosts for the same reason is one line. */
export function gapLines({ hosts }: StateReport): GapLine[] {
  const gaps = hosts.flatMap(({ name, gaps: own }) => own.map((gap) => ({ host: name, gap })));
  const bySubject = [...groupBy(gaps, ({ gap }) => JSON.stringify([gap.of, reasonText(gap)])).values()];
  const alike = groupBy(bySubject, (some) =>
    JSON.stringify([reasonText(some[0]!.gap), [...new Set(some.map(({ host }) => host))]]),
  );
  return [...alike.values()].map((groups) => ({
    text: `${named(groups.map(([first]) => subjectText(first!.gap)))}: ${reasonText(groups[0]![0]!.gap)}`,
    hosts: [...new Set(groups[0]!.map(({ host }) => host))],
  }));
}

/** The same in fewer words: a line for each reason. */
export function gapSummary({ hosts }: StateReport): string[] {
  const gaps = hosts.flatMap(({ name, gaps: own }) => own.map((gap) => ({ host: name, gap })));
  return [...groupBy(gaps, ({ gap }) => gap.why)].map(([why, some]) => {
    const what = named([...new Set(some.map(({ gap }) => subjectText(gap)))]);
    const where = new Set(some.map(({ host }) => host)).size;
    return `${what} of ${where} of ${hosts.length} hosts (${gapReasons[why] ?? why})`;
  });
}

const subjectText = ({ of }: Gap) => subjects[of] ?? of;

function reasonText({ why, command, details, entry }: Gap): string {
  const reason = gapReasons[why] ?? why;
  if (why === 'not-captured') return reason;
  const more = [command, entry, details].filter((text) => text !== undefined && text !== '');
  return `${reason} (${more.join(': ')})`;
}
