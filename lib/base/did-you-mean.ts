/** Most edits between what was typed and what was meant, as a part of the longer one's letters. */
const mostEdits = 0.4;
/** Letters that begin a name as typed for it to be meant, whatever follows. */
const sameStart = 4;

/** The names that were likely meant: as few edits away as any, or with the same beginning; none where nothing is near. */
export function nearest(typed: string, known: readonly string[]): string[] {
  const word = typed.toLowerCase();
  const near = known
    .map((name) => ({ name, edits: editsBetween(word, name.toLowerCase()) }))
    .filter(({ name, edits }) => edits <= mostEdits * Math.max(word.length, name.length));
  const least = near.reduce((edits, one) => Math.min(edits, one.edits), Number.POSITIVE_INFINITY);
  if (near.length > 0) return near.filter(({ edits }) => edits === least).map(({ name }) => name);
  const start = word.slice(0, sameStart);
  return start.length < 3 ? [] : known.filter((name) => name.toLowerCase().startsWith(start)).slice(0, 3);
}

/** `Did you mean flannel?`; undefined where nothing is near. */
export function didYouMean(typed: string, known: readonly string[]): string | undefined {
  const names = nearest(typed, known);
  if (names.length === 0 || names.includes(typed)) return undefined;
  const [last, ...others] = [...names].reverse();
  return `Did you mean ${others.length > 0 ? `${others.reverse().join(', ')} or ${last}` : last}?`;
}

/** Letters to add, to leave out, to change or to swap with the next (optimal string alignment distance). */
function editsBetween(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= one.length; i += 1) {
    rows.push([i]);
    for (let j = 1; j <= other.length; j += 1) {
      const change = at(i - 1, j - 1) + (one[i - 1] === other[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const swap = swapped ? at(i - 2, j - 2) + 1 : change;
      rows[i]?.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, change, swap));
    }
  }
  return at(one.length, other.length);
}
