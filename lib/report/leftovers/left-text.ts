/** What is left and why it harms, in words. */
import { groupBy, named } from '../../base/lists';
import type { LeftRow } from '../../results';
import { counted } from '../style';

type Harm = LeftRow['harms'][number];

const kinds: Readonly<Record<LeftRow['kind'], string>> = {
  config: '',
  listener: 'a socket at',
  pins: '',
  filter: 'eBPF',
  'policy-rule': 'ip rule',
  route: 'route',
  iptables: '',
  table: 'nft table',
  set: 'ipset',
  link: 'link',
  folder: '',
  condition: 'condition',
  taint: 'taint',
  annotations: 'annotations',
  labels: 'labels',
  namespace: 'namespace',
  definitions: 'API group',
};

/** `link flannel.1`, or of several of a kind `ipset a, b and 3 more`. */
export function leftName(kind: LeftRow['kind'], ...names: readonly string[]): string {
  const all = named([...new Set(names)]);
  return kinds[kind] === '' ? all : `${kinds[kind]} ${all}`;
}

/** `2 routes, 1 link`: what it consists of, or goes with it; few links and taints by name. Empty where there is nothing. */
export function withText({ kind, with: parts }: Pick<LeftRow, 'kind' | 'with'>): string {
  if (kind === 'annotations' || kind === 'labels') return named(parts.map((key) => key.replace(/^.*\//, '')));
  const groups = groupBy(parts, (part) => wordOf(kind, part));
  return [...groups]
    .map(([word, some]) =>
      ['link', 'taint'].includes(word) && some.length < 3 ? some.join(', ') : counted(some.length, word),
    )
    .join(', ');
}

function wordOf(kind: LeftRow['kind'], part: string): string {
  if (kind === 'pins') return 'pinned file';
  if (kind === 'definitions') return 'kind';
  const [word = ''] = part.split(' ');
  return word === 'forwarding' ? 'forwarding entry' : word;
}

/** Why it harms, in words without a full stop; empty where no reason is known. */
export const harmsText = ({ harms }: Pick<LeftRow, 'harms'>): string => harms.map(harmText).join('; ');

function harmText(harm: Harm): string {
  switch (harm.code) {
    case 'holds-port': {
      const port = `holds ${harm.protocol.toUpperCase()} ${harm.port}`;
      return harm.blocks === undefined ? port : `${port}: ${harm.blocks} cannot come up`;
    }
    case 'takes-packets':
      return harm.routes === 1
        ? 'takes packets out of their way'
        : 'its routes take packets out of their way';
    case 'pods-on-it':
      return `${counted(harm.pods, 'pod')} still on it: make those anew`;
    case 'called':
      return harm.instead
        ? 'called for new pods in place of the CNI that runs'
        : 'called for new pods, and keeps the node Ready';
    case 'programs-act':
      return `its programs decide about ${named(harm.at, ' and ')}`;
    case 'rules-act':
      return 'its rules still act on packets';
    case 'drops':
      return 'drops what no narrower route takes';
    case 'keeps-pods-away':
      return 'keeps pods away from the node';
    case 'says-ready':
      return 'says that there is a network';
    case 'taken-up':
      return 'a new installation takes up what is in it';
    case 'no-answer':
      return 'nobody answers for it: deleted namespaces hang';
  }
}
