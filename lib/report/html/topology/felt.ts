/** Where in the drawing an entry is that packets fare otherwise by: it differs in the real state, or was broken on purpose. */
import { addTo } from '../../../base/lists';
import type { EditedEntry, StateReport } from '../../../results';
import { entryName, entrySides } from '../../state/entry-words';
import { type DiffRow, isFelt } from '../../state/state-facts';

/** An entry with what its two sides are called. */
interface Marked extends EditedEntry {
  readonly sides: readonly [computed: string, real: string];
}

/** What differs on hosts and their links, in words for who points at them. */
export class Felt {
  private readonly byHost = new Map<string, Marked[]>();
  private readonly byLink = new Map<string, Marked[]>();
  /** Whether the real state differs somewhere. */
  readonly inState: boolean;
  /** What was broken on purpose, with its host; empty: nothing, as far as is known. */
  readonly onPurpose: readonly string[];

  /**
   * @param state absent: nothing was read
   * @param edits entries that were broken on purpose
   */
  constructor(state: StateReport | undefined, edits: readonly EditedEntry[]) {
    const differing = state?.diff.filter(isFelt).map(inRealState) ?? [];
    const edited = edits.map(onPurpose);
    this.inState = differing.length > 0;
    this.onPurpose = edited.map((row) => `${row.host}, ${text(row)}`);
    for (const row of [...differing, ...edited]) {
      addTo(this.byHost, row.host, row);
      const link = linkOf(row);
      if (link !== undefined) addTo(this.byLink, `${row.host} ${link}`, row);
    }
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
function linkOf({ kind, key, computed, real }: Marked): string | undefined {
  if (kind === 'link' || kind === 'setting' || kind === 'address') return key.split(' ')[0];
  if (kind !== 'route' && kind !== 'neighbour' && kind !== 'forwarding') return undefined;
  return /(?:^| )dev (\S+)/.exec(computed ?? real ?? key)?.[1];
}

function inRealState(row: DiffRow): Marked {
  return { ...row, sides: ['computed', 'real'] };
}

function onPurpose(entry: EditedEntry): Marked {
  return { ...entry, sides: ['should be', 'is'] };
}

function text(row: Marked): string {
  const { computed, real } = entrySides(row);
  const [meant, found] = row.sides;
  return `${entryName(row)}: ${meant} ${computed}, ${found} ${real}`;
}
