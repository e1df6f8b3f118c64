import type { Results } from '../../results';
import { entryName, entrySides } from '../state/entry-words';
import { isExpected, isFelt } from '../state/state-facts';
import { stateLines } from '../state/state-lines';
import { counted } from '../style';
import { folded } from './folded';
import { escaped } from './markdown-text';

/** Differences that a list holds. */
const mostListed = 20;

/** What was read of the machines, for Markdown; empty where nothing was. */
export function realState(results: Results): string {
  const { read, doubts } = stateLines(results);
  if (read === undefined) return '';
  return [
    [
      '### Real state',
      `${escaped(read)}.`,
      ...doubts.map(({ label, text }) => `- ${label}: ${escaped(text)}`),
    ].join('\n'),
    differences(results),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function differences({ state }: Results): string {
  const found = state?.diff.filter((row) => !isExpected(row)) ?? [];
  if (found.length === 0) return '';
  const rows = found.slice(0, mostListed).map((row) => {
    const { computed, real } = entrySides(row);
    const words = [row.host, entryName(row), computed, real, isFelt(row) ? `${row.pairs}` : 'none'];
    return `| ${words.map(escaped).join(' | ')} |`;
  });
  const head = ['Host', 'Entry', 'Computed', 'Real', 'Pairs that fare otherwise'];
  return folded(counted(found.length, 'difference'), head, rows, found.length);
}
