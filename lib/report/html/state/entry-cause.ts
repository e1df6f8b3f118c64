/** A cause that is an entry of a machine's state: computed and real side by side, and the commands that mend it. */
import * as z from 'zod';
import { named } from '../../../base/lists';
import { shellWords } from '../../../base/shell-words';
import type { Results } from '../../../results';
import { entryName, entrySides } from '../../state/entry-words';
import { counted } from '../../style';
import { html, type Markup } from '../markup';
import { tableMarkup } from '../section';
import { entryText } from './difference-table';

/** Entries and commands that a cause shows. */
const mostShown = 20;

const detailsSchema = z.object({
  kind: z.string(),
  where: z.array(z.string()),
  entries: z.array(
    z.object({ key: z.string(), computed: z.string().optional(), real: z.string().optional() }),
  ),
  mend: z.array(z.object({ where: z.string(), command: z.array(z.string()) })).optional(),
});

/** What a page shows of such a cause. */
export interface EntryCauseParts {
  /** Its entries, computed against real. */
  readonly entries: Markup;
  /** The commands that mend it, each with its host; absent where none does. */
  readonly commands?: Markup;
}

/** Undefined of all other causes, and where the details are of another version. */
export function entryCause({ code, details }: Results['diagnoses'][number]): EntryCauseParts | undefined {
  const read = code.startsWith('entry-') ? detailsSchema.safeParse(details) : undefined;
  if (!read?.success) return undefined;
  const { kind, where, entries, mend = [] } = read.data;
  const rows = entries.slice(0, mostShown).map((entry) => {
    const { computed, real } = entrySides({ kind, ...entry });
    return [
      html`<span class="entry">${entryName({ kind, key: entry.key })}</span>`,
      entryText(computed),
      entryText(real),
    ];
  });
  const caption = `Entries of ${named(where)}`;
  return {
    entries: html`${tableMarkup(caption, ['Entry', 'Computed', 'Real'], rows)}${rest(entries.length, 'entry')}`,
    ...(mend.length > 0 && { commands: commandList(mend) }),
  };
}

type Commands = NonNullable<z.output<typeof detailsSchema>['mend']>;

function commandList(mend: Commands): Markup {
  return html`<ul class="commands">${mend.slice(0, mostShown).map(({ where, command }) => html`<li><span class="at">on ${where}</span> <code>${shellWords(command)}</code></li>`)}</ul>${rest(mend.length, 'command')}`;
}

function rest(count: number, word: string): Markup | '' {
  const more = count - mostShown;
  return more > 0 ? html`<p class="note">… and ${counted(more, `more ${word}`)}.</p>` : '';
}
