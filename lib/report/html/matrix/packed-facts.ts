/** What the cells say, as the page's script reads it: every text once, as most cells say the same. */
import type { WalkTone } from '../../walk-lines';
import { type CellFacts, cellFacts } from './facts';
import type { Cell, Grid } from './grid';
import { pathHosts } from './paths';
import { type WalkText, walkText } from './walk-text';
import type { CellWalk, WalkFinder } from './walks';

/** Cells up to which each shows the way of its packets: as many as rows can stand for nodes. */
const mostPaths = 15_000;

/** Cells that carry every step of a walk, about 400 bytes each as texts are shared; those that fail come first. */
const mostWalks = 400;

/** Failing pairs that a cell names, and failing cells up to which it does; beyond, it names one, as their texts fill the page. */
const mostPairs = 3;
const mostFailing = 2000;

/** The facts of all cells with every text once. */
export interface PackedFacts {
  readonly labels: readonly string[];
  /** Places in `labels` of the table's rows and columns. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly texts: readonly string[];
  /** false: the lines' column of what was observed holds nothing. */
  readonly measured: boolean;
  /** Whether the real state was read: each line has a sixth text then, which says what that explains. */
  readonly explained: boolean;
  /** By `row column`: places in `texts` of extent, reason, the path's hosts, and of five texts a line. */
  readonly cells: Readonly<Record<string, PackedCell>>;
  /** What a line of a walk is. */
  readonly tones: readonly WalkTone[];
  /** By `row column`: places of sender, receiver and end, then depth, place in `tones` and place in `texts` of each line. */
  readonly walks: Readonly<Record<string, readonly number[]>>;
}

const tones: readonly WalkTone[] = ['host', 'step', 'good', 'warn', 'bad'];

type PackedCell = readonly [extent: number, reason: number, path: readonly number[], ...lines: number[]];

/** Packs the facts of all cells. */
export function packedFacts(
  { labels, rows, columns, cells }: Grid,
  walkFor: WalkFinder,
  { measured, explained }: Pick<PackedFacts, 'measured' | 'explained'>,
): PackedFacts {
  const places = new Map<string, number>([['', 0]]);
  const place = (text: string) => {
    const known = places.get(text) ?? places.size;
    places.set(text, known);
    return known;
  };
  const found = new Map<string, CellWalk>();
  if (cells.size <= mostPaths)
    for (const [key, cell] of cells) {
      const walk = walkFor(cell);
      if (walk) found.set(key, walk);
    }
  const pack = ({ rows: lines, extent = '', reason = '', path = [] }: CellFacts): PackedCell => [
    place(extent),
    place(reason),
    path.map(place),
    ...lines.flatMap((line) => (explained ? line : line.slice(0, -1))).map(place),
  ];
  const named = [...cells.values()].filter(isFailing).length <= mostFailing ? mostPairs : 1;
  const packed = [...cells].map(
    ([key, cell]) => [key, pack(cellFacts(cell, pathOf(found.get(key)), named))] as const,
  );
  const packWalk = ({ from, to, lines, end }: WalkText) => [
    ...[from, to, end].map(place),
    ...lines.flatMap(({ depth, tone, text }) => [depth, tones.indexOf(tone), place(text)]),
  ];
  const told = [...found].sort(([a], [b]) => rank(cells.get(a)!) - rank(cells.get(b)!)).slice(0, mostWalks);
  const walks = told.map(([key, walk]) => [key, packWalk(walkText(walk))] as const);
  return {
    ...{ labels, rows, columns, texts: [...places.keys()], measured, explained, tones },
    ...{ cells: Object.fromEntries(packed), walks: Object.fromEntries(walks) },
  };
}

const isFailing = ({ state }: Cell) => state === 'fail' || state === 'size';
const rank = (cell: Cell) => (isFailing(cell) ? 0 : 1);

function pathOf(walk: CellWalk | undefined): string[] | undefined {
  return (
    walk && pathHosts(walk.prediction.forward.hops.map(({ host, link }) => (link ? `${host} ${link}` : host)))
  );
}
