/** Where in the drawing the real state differs so that packets fare otherwise. */
import { addTo } from '../../../base/lists';
import type { StateReport } from '../../../results';
import { entryName, entrySides } from '../../state/entry-words';
import { type DiffRow, isFelt } from '../../state/state-facts';

/** What differs on hosts and their links, in words for who points at them. */
export class Felt {
  private readonly byHost = new Map<string, DiffRow[]>();
  private readonly byLink = new Map<string, DiffRow[]>();

  /** @param state absent: nothing was read, and nothing is marked */
  constructor(state: StateReport | undefined) {
    for (const row of state?.diff.filter(isFelt) ?? []) {
      addTo(this.byHost, row.host, row);
      const link = linkOf(row);
      if (link !== undefined) addTo(this.byLink, `${row.host} ${link}`, row);
    }
  }

  /** Whether anything is marked. */
  get any(): boolean {
    return this.byHost.size > 0;
  }

  /** Everything on a host; empty: nothing differs. */
  onHost(host: string): readonly string[] {
    return (this.byHost.get(host) ?? []).slice(0, mostNamed).map(text);
  }

  /** What is about one of its links. */
  onLink(host: string, link: string): readonly string[] {
    return (this.byLink.get(`${host} ${link}`) ?? []).slice(0, mostNamed).map(text);
  }
}

/** Differences that a mark names. */
const mostNamed = 8;

/** The link that an entry is about; undefined of rules and kernel settings. */
function linkOf({ kind, key, computed, real }: DiffRow): string | undefined {
  if (kind === 'link' || kind === 'setting' || kind === 'address') return key.split(' ')[0];
  if (kind !== 'route' && kind !== 'neighbour' && kind !== 'forwarding') return undefined;
  return /(?:^| )dev (\S+)/.exec(computed ?? real ?? key)?.[1];
}

function text(row: DiffRow): string {
  const { computed, real } = entrySides(row);
  return `${entryName(row)}: computed ${computed}, real ${real}`;
}
