/** What was read and what follows from it, in words. */
import { groupBy, named } from '../../base/lists';
import type { LeftoversReport } from '../../results';
import { gapReasons } from '../state/gap-lines';
import { counted } from '../style';

/** The title of every report. */
export function headText({ source, running }: LeftoversReport): string {
  const runs =
    running.length === 0 ? 'no CNI runs' : `${named(running)} ${running.length > 1 ? 'run' : 'runs'}`;
  return `What CNIs have left (${source}; ${runs})`;
}

const subjects: Readonly<Record<string, string>> = {
  ebpf: 'pinned eBPF',
  nft: 'rules of nft',
  iptables: 'rules of iptables',
  'cni-config': 'CNI configuration files',
};

const unasked: Readonly<Record<LeftoversReport['unasked'][number], string>> = {
  nodes: 'conditions, taints and annotations of nodes',
  groups: 'API groups',
  namespaces: 'namespaces',
};

/** What was not read, and what is to be known besides, a line each. */
export function unreadTexts({ hosts, unread, unasked: parts, notes }: LeftoversReport): string[] {
  const gaps = groupBy(
    hosts.flatMap(({ name, gaps: some }) => some.map((gap) => ({ name, gap }))),
    ({ gap: { of, why } }) => `${subjects[of] ?? of}: ${gapReasons[why] ?? why}`,
  );
  return [
    ...(unread.length > 0 ? [`Not read: ${named(unread)}`] : []),
    ...[...gaps].map(
      ([text, some]) => `Not read on ${named([...new Set(some.map(({ name }) => name))])}: ${text}`,
    ),
    ...(parts.length > 0 ? [`Not read: ${parts.map((part) => unasked[part]).join('; ')}`] : []),
    ...notes,
  ];
}

/** The verdict in a line: what is left, where, and of how many machines that is said. */
export function verdictText({ verdict, left, hosts, unread }: LeftoversReport): string {
  const of = unread.length > 0 ? ` of ${hosts.length + unread.length}` : '';
  const read = `${hosts.length.toLocaleString('en-US')}${of} ${hosts.length === 1 && of === '' ? 'host' : 'hosts'} read`;
  if (verdict === 'nothing') return `NOTHING IS LEFT: ${read}`;
  if (verdict === 'incomplete') return `INCOMPLETE: nothing was found, and not everything was read; ${read}`;
  const places = new Set(left.flatMap(({ host }) => host ?? []));
  const where = places.size > 0 ? ` on ${counted(places.size, 'host')}` : '';
  const owners = [...new Set(left.map(({ owner }) => owner))];
  return `LEFT: ${counted(left.length, 'thing')} of ${named(owners)}${where}; ${read}`;
}
