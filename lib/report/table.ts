import { stripVTControlCharacters } from 'node:util';
import Table from 'cli-table3';
import { append } from '../base/lists';
import { columnsThatFit, type TableRoom } from './table-width';

/**
 * A table for a terminal; without a head where that is empty. Where it is too wide, columns go that
 * may, cells break between words, and the last columns go; what has gone is named below it. No word is cut.
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  room: TableRoom = {},
): string {
  const { kept, widths } = columnsThatFit(head, rows, indent, room);
  const pick = (row: readonly string[]) => kept.map((column) => row[column] ?? '');
  const made = new Table({
    head: head.length > 0 ? pick(head) : [],
    chars: lines,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    ...(widths ? { colWidths: [...widths], wordWrap: true } : {}),
  });
  append(made, rows.map(pick));
  const left = head.filter((_, i) => !kept.includes(i)).map(stripVTControlCharacters);
  return [...made.toString().split('\n'), ...(left.length > 0 ? [`(no room for ${left.join(', ')})`] : [])]
    .map((line) => `${' '.repeat(indent)}${line.trimEnd()}`)
    .join('\n');
}

const indent = 2;

const lines = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};
